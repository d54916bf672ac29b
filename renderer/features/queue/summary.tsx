import type { TFunction } from 'i18next';
import { RotateCw } from 'lucide-react';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useHoist, useStores } from '../shared/state/hoist.ts';
import { overallProgress, sentTotal } from '../shared/state/row-counts.ts';
import { PauseButton } from './pause-button.tsx';
import { retryableIds } from './row-sets.ts';
import { useQueueActions } from './use-queue-actions.ts';

/**
 * "37 of 200 ready · 3 need you · 1 takes long · about 2 min left", the overall progress, and a button to retry all
 * failed files. Stuck files have a count of their own: Hoist keeps checking them, so they need nobody.
 */
export function Summary() {
  const { t } = useTexts();
  const { queue } = useStores();
  const actions = useQueueActions();
  const counts = useHoist(({ queue }) => queue.counts);
  const minutesLeft = useHoist(({ minutesLeft }) => minutesLeft);
  const total = sentTotal(counts);
  const { ready, failed, undecided } = counts.byStage;

  return (
    <div>
      <div className="flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1">
        <p className="min-w-48 flex-1 tabular-nums">
          <span className="font-medium">
            {total > 0 ? t('summary.ready', { ready, total }) : t('summary.noneSent')}
          </span>
          {failed > 0 && <span className="text-bad"> · {t('summary.failed', { count: failed })}</span>}
          {undecided > 0 && (
            <span className="text-wait"> · {t('summary.undecided', { count: undecided })}</span>
          )}
          {counts.stuck > 0 && (
            <span className="text-wait"> · {t('summary.stuck', { count: counts.stuck })}</span>
          )}
          {minutesLeft !== null && (
            <span className="text-soft">
              {' '}
              · <span className="whitespace-nowrap">{timeLeft(minutesLeft, t)}</span>
            </span>
          )}
        </p>
        <div className="flex flex-wrap gap-x-2 gap-y-1">
          <PauseButton />
          {counts.retryable > 0 && (
            <Button size="small" onClick={() => void actions.retry(retryableIds(queue.getState()))}>
              <RotateCw aria-hidden="true" size={14} />
              {t('summary.retryFailed', { count: counts.retryable })}
            </Button>
          )}
        </div>
      </div>
      <ProgressBar label={t('summary.progress')} value={overallProgress(counts)} className="mt-1 h-1" />
    </div>
  );
}

/** @returns the time in minutes or hours; seconds would count down */
function timeLeft(minutes: number, t: TFunction): string {
  if (minutes === 0) return t('summary.lessThanAMinute');
  if (minutes < 60) return t('summary.minutesLeft', { minutes });
  return t('summary.hoursLeft', { hours: minutes / 60 });
}
