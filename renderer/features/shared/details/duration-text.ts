import type { Texts } from '../../../i18n/use-texts.ts';

/** @returns how long something took; a tenth of a second counts where it took less than ten */
export function durationText(ms: number, { t, format }: Texts): string {
  if (ms < 100) return t('details.brief');
  if (ms < 10_000) return t('details.seconds', { value: Math.round(ms / 100) / 10 });
  return format.duration(ms);
}
