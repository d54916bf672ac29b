import {
  BookOpenText,
  Copy,
  Eye,
  FileArchive,
  FileText,
  type LucideIcon,
  Printer,
  RotateCw,
  Split,
  Upload,
  X,
} from 'lucide-react';
import type { UploadRow } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { RowMenu } from '../../ui/row-menu.tsx';
import { useCopyActions } from '../shared/copy/use-copy-actions.ts';
import { useStatusActions } from '../shared/status/use-status-actions.ts';
import { type Choice, choicesOf } from './row-choices.ts';
import { useQueueActions } from './use-queue-actions.ts';

/** If there are more choices, or one that is seldom wanted, all but the first are in a menu. */
const MAX_SIDE_BY_SIDE = 2;

type RowActionCalls = ReturnType<typeof useRowActions>;

function useRowActions(id: string) {
  const { copyId } = useCopyActions();
  const { tryNow } = useStatusActions();
  const { checkAgain, retry, uploadAgain, cancel, remove, convert, openDerived, readSent } =
    useQueueActions();
  return {
    copyId: () => copyId(id),
    sendText: () => convert([id], 'text'),
    sendParts: () => convert([id], 'text'),
    sendContents: () => convert([id], 'text'),
    sendPdf: () => convert([id], 'pdf'),
    openDerived: () => openDerived(id),
    readSent: () => readSent(id),
    tryNow: () => tryNow(id),
    checkAgain: () => checkAgain(id),
    retry: () => retry([id]),
    uploadAgain: () => uploadAgain(id),
    cancel: () => cancel([id]),
    remove: () => remove([id]),
  } satisfies Record<Choice, () => Promise<unknown>>;
}

interface RowActionsProps {
  readonly row: UploadRow;
  /** Only the active row has its buttons in the tab order. */
  readonly tabIndex: 0 | -1;
}

export function RowActions({ row, tabIndex }: RowActionsProps) {
  const { t } = useTexts();
  const actions = useRowActions(row.id);
  const choices = choicesOf(row);
  // A person who has to decide sees all that there is to choose from.
  const isCrowded =
    row.ways.length === 0 && (choices.length > MAX_SIDE_BY_SIDE || choices.includes('openDerived'));
  return (
    <div className="flex items-center justify-end gap-1">
      {(isCrowded ? choices.slice(0, 1) : choices).map((choice) => (
        <ChoiceButton key={choice} choice={choice} actions={actions} tabIndex={tabIndex} />
      ))}
      {isCrowded && (
        <RowMenu
          tabIndex={tabIndex}
          items={choices.slice(1).map((choice) => ({
            label: t(`row.${choice}`),
            Icon: choiceIcons[choice],
            onSelect: () => void actions[choice](),
          }))}
        />
      )}
    </div>
  );
}

interface ChoiceButtonProps {
  readonly choice: Choice;
  readonly actions: RowActionCalls;
  readonly tabIndex: 0 | -1;
}

function ChoiceButton({ choice, actions, tabIndex }: ChoiceButtonProps) {
  const { t } = useTexts();
  if (choice === 'copyId') return <CopyButton copy={actions.copyId} tabIndex={tabIndex} />;
  const choose = () => void actions[choice]();
  const Icon = choiceIcons[choice];
  if (choice === 'cancel' || choice === 'remove') {
    return (
      <IconButton
        label={t(`row.${choice}`)}
        tabIndex={tabIndex}
        className={choice === 'remove' ? 'when-there' : ''}
        onClick={choose}
      >
        <Icon aria-hidden="true" size={16} strokeWidth={1.5} />
      </IconButton>
    );
  }
  return (
    <Button look="quiet" size="small" tabIndex={tabIndex} onClick={choose}>
      <Icon aria-hidden="true" size={14} />
      {t(`row.${choice}`)}
    </Button>
  );
}

const choiceIcons: Readonly<Record<Choice, LucideIcon>> = {
  copyId: Copy,
  sendText: FileText,
  sendParts: Split,
  sendContents: FileArchive,
  sendPdf: Printer,
  openDerived: Eye,
  readSent: BookOpenText,
  tryNow: RotateCw,
  checkAgain: RotateCw,
  retry: RotateCw,
  uploadAgain: Upload,
  cancel: X,
  remove: X,
};
