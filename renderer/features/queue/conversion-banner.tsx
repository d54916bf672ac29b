import { FileQuestionMark } from 'lucide-react';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { handsBackFocus } from '../../ui/hand-back-focus.ts';
import { useHoist, useStores } from '../shared/state/hoist.ts';
import { useQueueActions } from './use-queue-actions.ts';

/** One question for many files that the server does not take. A single one has its buttons in its row. */
export function ConversionBanner() {
  const { t } = useTexts();
  const { queue, queueView } = useStores();
  const actions = useQueueActions();
  const count = useHoist(({ queue }) => queue.counts.byStage.undecided);
  const postponed = useHoist(({ queueView }) => queueView.postponed);
  if (count < 2 || count <= postponed) return null;
  return (
    <div className="shrink-0 px-4 pt-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg bg-wait-soft py-2 pr-2 pl-3 forced-colors:border">
        <FileQuestionMark aria-hidden="true" size={18} strokeWidth={1.75} className="shrink-0 text-wait" />
        <p className="min-w-48 flex-1">
          {t('convert.question', { count })} <span className="text-soft">{t('convert.loses')}</span>
        </p>
        <Button
          ref={handsBackFocus}
          size="small"
          onClick={() => queue.whenWhole(() => void actions.convertAll())}
        >
          {t('convert.all')}
        </Button>
        <Button ref={handsBackFocus} look="quiet" size="small" onClick={() => queueView.postpone(count)}>
          {t('convert.later')}
        </Button>
      </div>
    </div>
  );
}
