import { Info } from 'lucide-react';
import { sentence } from '../../i18n/sentence.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { useHoist, useQueue, useView } from '../../store/hoist.ts';
import { DismissibleNotice } from '../../ui/dismissible-notice.tsx';

/** What became of the kept list, such as that it was damaged. Once it is put away it stays away until Hoist ends. */
export function QueueNotice() {
  const texts = useTexts();
  const { view } = useHoist();
  const notice = useQueue((queue) => queue.notice);
  const dismissed = useView((state) => state.dismissedNotice);
  if (notice === null || notice.code === dismissed) return null;
  return (
    <DismissibleNotice Icon={Info} onDismiss={() => view.dismissNotice(notice.code)}>
      {sentence(notice, texts)}
    </DismissibleNotice>
  );
}
