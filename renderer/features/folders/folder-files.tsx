import type { FolderRow } from '../../../preload/contract/contract.ts';
import { visibleName } from '../../i18n/file-name.ts';
import { sentence } from '../../i18n/sentence.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useHoist, useStores } from '../shared/state/hoist.ts';
import { FileLine, FileLines } from './file-lines.tsx';
import { type ListName, waitingText } from './folder-texts.ts';

interface FolderFilesProps {
  readonly folder: FolderRow;
  readonly list: ListName;
}

/** One of a folder's lists of files, each with its reason. */
export function FolderFiles({ folder, list }: FolderFilesProps) {
  const texts = useTexts();
  const nowMs = useNow('days');
  const { total, first } = folder[list];
  return (
    <FileLines label={texts.t(`folders.list.${list}`)} more={total - first.length}>
      {list === 'waiting'
        ? folder.waiting.first.map((waiting) => (
            <FileLine
              key={waiting.file}
              file={waiting.file}
              about="sentence"
              detail={waitingText(waiting, nowMs, texts)}
            />
          ))
        : folder[list].first.map(({ file, message, ...rest }) => (
            <FileLine key={file} file={file} about="sentence" detail={sentence(message, texts)}>
              {'uploadId' in rest && <ShowInQueue file={file} uploadId={rest.uploadId} />}
            </FileLine>
          ))}
    </FileLines>
  );
}

interface ShowInQueueProps {
  readonly file: string;
  readonly uploadId: string | null;
}

/** Leads to the row, which has all actions for a failed upload. A removed row has no button. */
function ShowInQueue({ file, uploadId }: ShowInQueueProps) {
  const { t } = useTexts();
  const { view } = useStores();
  const isThere = useHoist(({ queue: { rows } }) => uploadId !== null && rows.has(uploadId));
  if (!isThere || uploadId === null) return null;
  return (
    <Button
      look="accent"
      size="small"
      aria-label={`${t('folders.list.showInQueue')}: ${visibleName(file)}`}
      onClick={() => view.showUpload(uploadId)}
    >
      {t('folders.list.showInQueue')}
    </Button>
  );
}
