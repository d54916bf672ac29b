import type { TFunction } from 'i18next';
import { sentTotal } from '../../../main/core/model/row-counts.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { useHoist } from '../shared/state/hoist.ts';

/**
 * "37 of 200 ready · 3 need you · 1 takes long", and the time left. Stuck files have a count of their own: Hoist keeps
 * checking them, so they need nobody.
 */
export function Summary() {
  const { t } = useTexts();
  const counts = useHoist(({ queue }) => queue.counts);
  const minutesLeft = useHoist(({ minutesLeft }) => minutesLeft);
  const total = sentTotal(counts);
  const { ready, failed, undecided } = counts.byStage;

  return (
    <div className="flex min-h-6 flex-wrap items-center justify-between gap-x-4 tabular-nums">
      <p>
        <span className="font-semibold">
          {total > 0 ? t('summary.ready', { ready, total }) : t('summary.noneSent')}
        </span>
        {failed > 0 && <span className="text-bad"> · {t('summary.failed', { count: failed })}</span>}
        {undecided > 0 && (
          <span className="text-wait"> · {t('summary.undecided', { count: undecided })}</span>
        )}
        {counts.stuck > 0 && (
          <span className="text-wait"> · {t('summary.stuck', { count: counts.stuck })}</span>
        )}
      </p>
      {minutesLeft !== null && <p className="text-sm text-soft">{timeLeft(minutesLeft, t)}</p>}
    </div>
  );
}

/** @returns the time in minutes or hours; seconds would count down */
function timeLeft(minutes: number, t: TFunction): string {
  if (minutes === 0) return t('summary.lessThanAMinute');
  if (minutes < 60) return t('summary.minutesLeft', { minutes });
  return t('summary.hoursLeft', { hours: minutes / 60 });
}
