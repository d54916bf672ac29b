import { Info, X } from 'lucide-react';
import { sentence } from '../../locales/sentence.ts';
import { useWords } from '../../locales/use-words.ts';
import { useHoist, useQueue, useView } from '../../store/hoist.ts';
import { IconButton } from '../../ui/button.tsx';
import { handsBackFocus } from '../../ui/hand-back-focus.ts';
import { Notice } from '../../ui/notice.tsx';

/** What became of the kept list, such as that it was damaged. Once it is put away it stays away until Hoist ends. */
export function QueueNotice() {
  const words = useWords();
  const { t } = words;
  const { view } = useHoist();
  const notice = useQueue((queue) => queue.notice);
  const dismissed = useView((state) => state.dismissedNotice);
  if (notice === null || notice.code === dismissed) return null;
  return (
    <div className="shrink-0 px-4 pt-3">
      <Notice
        Icon={Info}
        action={
          <IconButton
            ref={handsBackFocus}
            label={t('notice.dismiss')}
            className="-my-1 -mr-2"
            onClick={() => view.dismissNotice(notice.code)}
          >
            <X aria-hidden="true" size={16} strokeWidth={1.5} />
          </IconButton>
        }
      >
        {sentence(notice, words)}
      </Notice>
    </div>
  );
}
