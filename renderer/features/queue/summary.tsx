import { RotateCw } from 'lucide-react';
import { useWords } from '../../locales/use-words.ts';
import { useHoist, useQueue } from '../../store/hoist.ts';
import { overallProgress, sentTotal } from '../../store/tally.ts';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { retryableIds } from './row-sets.ts';

/** "37 of 200 ready · 3 need you", how far all of it is, and one button for all that failed. */
export function Summary() {
  const { t } = useWords();
  const { queue, actions } = useHoist();
  const tally = useQueue((state) => state.tally);
  const total = sentTotal(tally);
  const { ready, failed } = tally.byStage;

  return (
    <div>
      <div className="flex min-h-8 items-center gap-2">
        <p className="min-w-0 flex-1 tabular-nums">
          <span className="font-medium">
            {total > 0 ? t('summary.ready', { ready, total }) : t('summary.noneSent')}
          </span>
          {failed > 0 && <span className="text-bad"> · {t('summary.failed', { count: failed })}</span>}
        </p>
        {tally.retryable > 0 && (
          <Button size="small" onClick={() => void actions.retry(retryableIds(queue.getState()))}>
            <RotateCw aria-hidden="true" size={14} />
            {t('summary.retryFailed', { count: tally.retryable })}
          </Button>
        )}
      </div>
      <ProgressBar label={t('summary.progress')} value={overallProgress(tally)} className="mt-1 h-1" />
    </div>
  );
}
