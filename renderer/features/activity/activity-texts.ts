import type { Activity, ShownStatus } from '../../../preload/contract/contract.ts';
import type { Texts } from '../../i18n/use-texts.ts';
import { pauseNotice, statusNotice } from '../shared/status/blocked-notice.ts';

/** @returns what the queue waits for and until when, or what it does; a sentence each */
export function waitTexts(
  uploads: Activity['uploads'],
  status: ShownStatus,
  paused: boolean,
  nowMs: number,
  texts: Texts,
): string[] {
  const { t } = texts;
  const countOf = (stage: keyof Activity['uploads']) =>
    uploads[stage] === 0 ? [] : [t(`activity.${stage}`, { count: uploads[stage] })];
  const notice = paused ? pauseNotice(texts) : statusNotice(status, paused, nowMs, texts);
  if (notice !== null) return [notice.text, ...countOf('waiting')];
  const counts = (['sending', 'processing', 'waiting'] as const).flatMap(countOf);
  return counts.length === 0 ? [t('activity.idle')] : counts;
}

/** @returns who made the calls, and what follows from it; a sentence each */
export function callTexts({ calls, quota }: Pick<Activity, 'calls' | 'quota'>, { t }: Texts): string[] {
  const { ours, others, limit, allowed } = calls;
  const texts: string[] = [];
  if (quota.kind === 'shared') {
    const count = quota.desks - 1;
    texts.push(
      count === 0
        ? t('activity.alone', { ours, others: others ?? 0 })
        : t('activity.shared', { ours, others: others ?? 0, count }),
    );
  } else if (others !== null && others > 0) texts.push(t('activity.others', { ours, others }));
  if (allowed < limit) texts.push(t('activity.allowed', { count: allowed }));
  if (quota.kind === 'unavailable') texts.push(t('activity.unavailable'));
  return texts;
}

/** @returns the speed in words: now, at most, and all bytes of these minutes */
export function speedTexts(
  { sampleMs, bytesPerSecond }: Activity['speed'],
  { t, format }: Texts,
): { readonly now: string; readonly rest: string | null } {
  const rate = (bytes: number) => t('row.speed', { size: format.size(bytes) });
  const total = bytesPerSecond.reduce((sum, each) => sum + (each * sampleMs) / 1000, 0);
  const minutes = Math.round((bytesPerSecond.length * sampleMs) / 60_000);
  if (total === 0) return { now: t('activity.nothingSent', { minutes }), rest: null };
  const most = rate(Math.max(...bytesPerSecond));
  return {
    now: rate(bytesPerSecond.at(-1) ?? 0),
    rest: t('activity.speedRest', { most, total: format.size(total), minutes }),
  };
}

/** @returns how long the server takes for a file */
export function processingText(processing: Activity['processing'], { t, format }: Texts): string {
  if (processing === null) return t('activity.noFiles');
  const { files, medianMs, p90Ms } = processing;
  const median = format.duration(medianMs);
  if (p90Ms === null) return t('activity.median', { median, count: files });
  return t('activity.medianAndMost', { median, most: format.duration(p90Ms), count: files });
}
