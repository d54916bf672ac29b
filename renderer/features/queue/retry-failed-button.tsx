import { RotateCw } from 'lucide-react';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { useHoist, useStores } from '../shared/state/hoist.ts';
import { retryableIds } from './row-sets.ts';
import { useQueueActions } from './use-queue-actions.ts';

/** Retries all failed files that a retry can help. It shows only while there are any. */
export function RetryFailedButton() {
  const { t } = useTexts();
  const { queue } = useStores();
  const actions = useQueueActions();
  const count = useHoist(({ queue }) => queue.counts.retryable);
  if (count === 0) return null;
  return (
    <Button
      look="quiet"
      onClick={() => queue.whenWhole(() => void actions.retry(retryableIds(queue.getState())))}
    >
      <RotateCw aria-hidden="true" size={16} strokeWidth={1.75} />
      {t('summary.retryFailed', { count })}
    </Button>
  );
}
