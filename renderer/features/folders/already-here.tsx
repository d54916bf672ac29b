import type { FolderRow } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { handsBackFocus } from '../../ui/hand-back-focus.ts';
import { Question } from './question.tsx';
import { useFolderActions } from './use-folder-actions.ts';

/** What lay in the folder before it was watched is not sent unasked. */
export function AlreadyHere({ folder }: { readonly folder: FolderRow }) {
  const { t, format } = useTexts();
  const folderActions = useFolderActions();
  if (folder.alreadyHere === null) return null;
  const { files, bytes } = folder.alreadyHere;
  const answer = (said: 'upload' | 'only-new') => () => void folderActions.answerAlreadyHere(folder.id, said);
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
