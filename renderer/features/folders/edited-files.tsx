import type { FolderRow } from '../../../preload/contract/contract.ts';
import { visibleName } from '../../i18n/file-name.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { handsBackFocus } from '../../ui/hand-back-focus.ts';
import { FileLine, FileLines } from './file-lines.tsx';
import { Question } from './question.tsx';
import { useFolderActions } from './use-folder-actions.ts';

/** Files that were edited after their upload. The person decides for each file or for all at once. */
export function EditedFiles({ folder: { id, edited } }: { readonly folder: FolderRow }) {
  const { t, format } = useTexts();
  const folderActions = useFolderActions();
  if (edited.total === 0) return null;
  const answer = (files: readonly string[], choice: 'upload' | 'leave') => () =>
    void folderActions.answerEdited(id, files, choice);
  const all = edited.first.map(({ file }) => file);
  const count = all.length;
  return (
    <Question
      text={t('folders.edited.question', { count: edited.total })}
      answers={
        count > 1 && (
          <>
            <Button ref={handsBackFocus} size="small" onClick={answer(all, 'upload')}>
              {t('folders.edited.uploadAll', { count })}
            </Button>
            <Button ref={handsBackFocus} size="small" onClick={answer(all, 'leave')}>
              {t('folders.edited.leaveAll', { count })}
            </Button>
          </>
        )
      }
    >
      <FileLines label={t('folders.list.edited')} more={edited.total - count}>
        {edited.first.map(({ file, sizeBytes }) => (
          <FileLine key={file} file={file} about="size" detail={format.size(sizeBytes)}>
            <Button
              look="accent"
              size="small"
              aria-label={`${t('folders.edited.upload')}: ${visibleName(file)}`}
              onClick={answer([file], 'upload')}
            >
              {t('folders.edited.upload')}
            </Button>
            <Button
              look="quiet"
              size="small"
              aria-label={`${t('folders.edited.leave')}: ${visibleName(file)}`}
              onClick={answer([file], 'leave')}
            >
              {t('folders.edited.leave')}
            </Button>
          </FileLine>
        ))}
      </FileLines>
    </Question>
  );
}
