import { Info } from 'lucide-react';
import { sentence } from '../../i18n/sentence.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { DismissibleNotice } from '../../ui/dismissible-notice.tsx';
import { useHoist, useStores } from '../shared/state/hoist.ts';

/** What became of the kept list, such as that it was damaged. Once it is put away it stays away until Hoist ends. */
export function QueueNotice() {
  const texts = useTexts();
  const { queueView } = useStores();
  const notice = useHoist(({ queue }) => queue.notice);
  const dismissed = useHoist(({ queueView }) => queueView.dismissedNotice);
  if (notice === null || notice.code === dismissed) return null;
  return (
    <DismissibleNotice Icon={Info} onDismiss={() => queueView.dismissNotice(notice.code)}>
      {sentence(notice, texts)}
    </DismissibleNotice>
  );
}
