import { FolderPlus, FolderSearch, RefreshCw } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { useHoist } from '../shared/state/hoist.ts';
import { ActionBanner } from '../shared/status/blocked-banner.tsx';
import { FolderCard } from './folder-card.tsx';
import { FolderForm } from './folder-form.tsx';
import { useFolderActions } from './use-folder-actions.ts';

/** The watched folders, or the settings of one of them. */
export function FoldersScreen() {
  const folders = useHoist(({ folders }) => folders);
  const form = useHoist(({ view: { folderForm } }) => folderForm);
  const main = useRef<HTMLElement>(null);
  const hadForm = useRef(false);

  // Closing the form returns the focus to the list.
  useEffect(() => {
    if (hadForm.current && form === null) main.current?.focus({ preventScroll: true });
    hadForm.current = form !== null;
  }, [form]);

  if (!folders) return null;
  const edited = form?.kind === 'edit' ? folders.find(({ id }) => id === form.id) : undefined;
  return (
    <main ref={main} tabIndex={-1} className="flex min-h-0 flex-1 flex-col overflow-auto outline-none">
      {form?.kind === 'add' && <FolderForm key={form.path} path={form.path} folder={null} />}
      {edited && <FolderForm key={edited.id} path={edited.path} folder={edited} />}
      {!edited && form?.kind !== 'add' && (
        <>
          <ActionBanner />
          {folders.length === 0 ? <EmptyFolders /> : <FolderList />}
        </>
      )}
    </main>
  );
}

function FolderList() {
  const { t } = useTexts();
  const folderActions = useFolderActions();
  const folders = useHoist(({ folders }) => folders) ?? [];
  return (
    <div className="space-y-3 px-4 pt-3 pb-6">
      <h2 className="sr-only">{t('folders.title')}</h2>
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" onClick={() => void folderActions.choose()}>
          <FolderPlus aria-hidden="true" size={16} strokeWidth={1.75} />
          {t('folders.add')}
        </Button>
        <Button look="quiet" onClick={() => void folderActions.scanNow()}>
          <RefreshCw aria-hidden="true" size={14} />
          {t('folders.look')}
        </Button>
        <p className="ml-auto text-sm text-soft max-[44rem]:hidden">{t('folders.dropHint')}</p>
      </div>
      <ul className="space-y-3">
        {folders.map((folder) => (
          <FolderCard key={folder.id} folder={folder} />
        ))}
      </ul>
    </div>
  );
}

function EmptyFolders() {
  const { t } = useTexts();
  const folderActions = useFolderActions();
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-auto p-4">
      <div className="m-auto flex max-w-md flex-col items-center py-4 text-center">
        <FolderSearch aria-hidden="true" size={56} strokeWidth={1.25} className="text-accent-ink" />
        <h2 className="mt-5 text-lg font-semibold">{t('folders.empty.title')}</h2>
        <p className="mt-1 text-soft">{t('folders.empty.body')}</p>
        <Button look="primary" className="mt-6" onClick={() => void folderActions.choose()}>
          <FolderPlus aria-hidden="true" size={16} strokeWidth={1.75} />
          {t('folders.add')}
        </Button>
        <p className="mt-6 text-sm text-soft">{t('folders.dropHint')}</p>
      </div>
    </div>
  );
}
