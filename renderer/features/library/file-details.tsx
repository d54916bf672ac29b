import { BookOpenText } from 'lucide-react';
import { visibleName } from '../../i18n/file-name.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { SidePane } from '../../ui/side-pane.tsx';
import { Code, Fact } from '../shared/details/facts.tsx';
import { useHoist, useStores } from '../shared/state/hoist.ts';
import { useLibraryActions } from './use-library-actions.ts';

/** What is known of a file that another computer has sent. */
export function FileDetails() {
  const { t } = useTexts();
  const { close } = useStores().library;
  const library = useLibraryActions();
  const row = useHoist(({ library: { rows, shown } }) => (shown === null ? undefined : rows.get(shown)));
  if (row === undefined) return null;
  const { fileId, name: raw } = row;
  const name = visibleName(raw);
  return (
    <SidePane
      key={fileId}
      label={t('details.of', { name })}
      title={name}
      closeLabel={t('details.close')}
      onClose={close}
    >
      <div className="min-h-0 flex-1 space-y-6 overflow-auto p-4">
        <p>{t('library.notSentFromHere')}</p>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
          <Fact name={t('details.fileId')}>
            <Code>{fileId}</Code>
          </Fact>
        </dl>
        <div className="flex flex-wrap items-center gap-2">
          <CopyButton copy={() => library.copyId(fileId)} tabIndex={0} />
          <Button look="quiet" size="small" onClick={() => void library.read(fileId)}>
            <BookOpenText aria-hidden="true" size={14} />
            {t('details.read')}
          </Button>
        </div>
      </div>
    </SidePane>
  );
}
