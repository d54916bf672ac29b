import { FolderPlus, FolderSearch } from 'lucide-react';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { useFolderActions } from './use-folder-actions.ts';

export function EmptyFolders() {
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
