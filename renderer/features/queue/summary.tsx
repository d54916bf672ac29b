import { RotateCw } from 'lucide-react';
import { useWords } from '../../locales/use-words.ts';
import { useHoist, useQueue } from '../../store/hoist.ts';
import { overallProgress, sentTotal } from '../../store/tally.ts';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { PauseButton } from './pause-button.tsx';
import { retryableIds } from './row-sets.ts';

/**
 * "37 of 200 ready · 3 need you · 1 takes long", how far all of it is, and one button for all that failed. What is
 * stuck has a count of its own: Hoist goes on asking by itself, so it does not need anybody.
 */
export function Summary() {
  const { t } = useWords();
  const { queue, actions } = useHoist();
  const tally = useQueue((state) => state.tally);
  const total = sentTotal(tally);
  const { ready, failed } = tally.byStage;

  return (
    <div>
      <div className="flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1">
        <p className="min-w-48 flex-1 tabular-nums">
          <span className="font-medium">
            {total > 0 ? t('summary.ready', { ready, total }) : t('summary.noneSent')}
          </span>
          {failed > 0 && <span className="text-bad"> · {t('summary.failed', { count: failed })}</span>}
          {tally.stuck > 0 && (
            <span className="text-wait"> · {t('summary.stuck', { count: tally.stuck })}</span>
          )}
        </p>
        <div className="flex flex-wrap gap-x-2 gap-y-1">
          <PauseButton />
          {tally.retryable > 0 && (
            <Button size="small" onClick={() => void actions.retry(retryableIds(queue.getState()))}>
              <RotateCw aria-hidden="true" size={14} />
              {t('summary.retryFailed', { count: tally.retryable })}
            </Button>
          )}
        </div>
      </div>
      <ProgressBar label={t('summary.progress')} value={overallProgress(tally)} className="mt-1 h-1" />
    </div>
  );
}
