import { RotateCw } from 'lucide-react';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { handsBackFocus } from '../../ui/hand-back-focus.ts';
import type { CauseGroup } from './causes.ts';
import { useQueueActions } from './use-queue-actions.ts';

/** Above the files that failed for one cause: what it is, what there is to do, and one button for all of them. */
export function CauseHeading({ group }: { readonly group: CauseGroup }) {
  const { t } = useTexts();
  const actions = useQueueActions();
  const { cause, count, retryable } = group;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <p className="min-w-48 flex-1">
        <span className="font-medium">{t(`cause.${cause}.what`, { count })}</span>{' '}
        <span className="text-sm text-soft">{t(`cause.${cause}.todo`)}</span>
      </p>
      {retryable.length > 0 && (
        <Button ref={handsBackFocus} size="small" onClick={() => void actions.retry(retryable)}>
          <RotateCw aria-hidden="true" size={14} />
          {t('cause.retryAll', { count: retryable.length })}
        </Button>
      )}
    </div>
  );
}
