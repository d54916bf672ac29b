import { useState } from 'react';
import type { FolderRow } from '../../../preload/contract/contract.ts';
import { shortId } from '../../i18n/file-name.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { handsBackFocus } from '../../ui/hand-back-focus.ts';
import { FileName } from '../../ui/shown-file-name.tsx';
import { useNow } from '../../ui/use-now.ts';
import { EditedFiles } from './edited-files.tsx';
import { FolderCounts } from './folder-counts.tsx';
import { FolderHeading } from './folder-heading.tsx';
import { Question } from './question.tsx';
import { RemoveFolder } from './remove-folder.tsx';
import { useFolderActions } from './use-folder-actions.ts';

/** One watched folder: its settings, its state, its questions and its files. */
export function FolderCard({ folder }: { readonly folder: FolderRow }) {
  const [isRemoving, setRemoving] = useState(false);
  return (
    <li className="space-y-3 rounded-xl border border-line bg-raised p-4">
      <FolderHeading folder={folder} onRemove={() => setRemoving(true)} />
      {isRemoving && <RemoveFolder folder={folder} onCancel={() => setRemoving(false)} />}
      <AlreadyHere folder={folder} />
      <EditedFiles folder={folder} />
      <ConvertibleFiles folder={folder} />
      <div className="space-y-1 sm:pl-8">
        <LastUpload folder={folder} />
        <FolderCounts folder={folder} />
      </div>
    </li>
  );
}

/** Files that were in the folder before are uploaded only if the person says so. */
function AlreadyHere({ folder }: { readonly folder: FolderRow }) {
  const { t, format } = useTexts();
  const folderActions = useFolderActions();
  if (folder.alreadyHere === null) return null;
  const { files, bytes } = folder.alreadyHere;
  const answer = (choice: 'upload' | 'only-new') => () =>
    void folderActions.answerAlreadyHere(folder.id, choice);
  return (
    <Question
      text={t('folders.here.question', { count: files, size: format.size(bytes) })}
      answers={
        <>
          <Button ref={handsBackFocus} onClick={answer('upload')}>
            {t('folders.here.upload', { count: files })}
          </Button>
          <Button ref={handsBackFocus} onClick={answer('only-new')}>
            {t('folders.here.onlyNew')}
          </Button>
        </>
      }
    />
  );
}

/** Files that the server does not take are converted only if the person says so. */
function ConvertibleFiles({ folder: { id, convertible } }: { readonly folder: FolderRow }) {
  const { t } = useTexts();
  const folderActions = useFolderActions();
  if (convertible === 0) return null;
  return (
    <Question
      text={`${t('convert.question', { count: convertible })} ${t('convert.loses')}`}
      answers={
        <Button ref={handsBackFocus} onClick={() => void folderActions.convertSkipped(id)}>
          {t('convert.all')}
        </Button>
      }
    />
  );
}

/** The last file that became ready, and its id to copy. */
function LastUpload({ folder: { id, path, lastUpload } }: { readonly folder: FolderRow }) {
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
