import type { FolderRow } from '../../../preload/contract/contract.ts';
import { shortId } from '../../i18n/file-name.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { FileName } from '../../ui/shown-file-name.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useFolderActions } from './use-folder-actions.ts';

/** What became ready last, and its id to copy. */
export function LastUpload({ folder: { id, path, lastUpload } }: { readonly folder: FolderRow }) {
  const { t, format } = useTexts();
  const folderActions = useFolderActions();
  const nowMs = useNow('days');
  if (lastUpload === null) return <p className="text-sm text-soft">{t('folders.noUpload')}</p>;
  const { file, fileId, atMs } = lastUpload;
  return (
    <div className="flex flex-wrap items-center gap-x-2 text-sm">
      <span className="text-soft">{t('folders.last')}</span>
      <FileName name={file.slice(file.lastIndexOf('/') + 1)} folder={path} />
      <span className="text-soft tabular-nums">{format.moment(atMs, nowMs)}</span>
      <span title={fileId} className="font-mono text-xs text-soft">
        {shortId(fileId)}
      </span>
      <CopyButton copy={() => folderActions.copyLastId(id)} tabIndex={0} />
    </div>
  );
}
