import type { UploadRow } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import type { Actions } from '../../store/actions.ts';
import { useHoist } from '../../store/hoist.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { RowMenu } from '../../ui/row-menu.tsx';
import { choiceIcons } from './choice-icons.ts';
import { type Choice, choicesOf } from './row-choices.ts';

/** So many choices stand side by side; where there are more, all but the first are in a menu. */
const MAX_SIDE_BY_SIDE = 2;

function act(actions: Actions, choice: Choice, id: string): Promise<unknown> {
  switch (choice) {
    case 'copyId':
      return actions.copyId(id);
    case 'tryNow':
      return actions.tryNow(id);
    case 'checkAgain':
      return actions.checkAgain(id);
    case 'retry':
      return actions.retry([id]);
    case 'uploadAgain':
      return actions.uploadAgain(id);
    case 'cancel':
      return actions.cancel([id]);
    case 'remove':
      return actions.remove([id]);
  }
}

interface RowActionsProps {
  readonly row: UploadRow;
  /** Only the row that the keyboard stands on has its buttons in the tab order. */
  readonly tabIndex: 0 | -1;
}

export function RowActions({ row, tabIndex }: RowActionsProps) {
  const { t } = useTexts();
  const { actions } = useHoist();
  const choices = choicesOf(row);
  const isCrowded = choices.length > MAX_SIDE_BY_SIDE;
  const choose = (choice: Choice) => void act(actions, choice, row.id);
  return (
    <div className="flex items-center justify-end gap-1">
      {(isCrowded ? choices.slice(0, 1) : choices).map((choice) => (
        <ChoiceButton key={choice} choice={choice} id={row.id} tabIndex={tabIndex} onChoose={choose} />
      ))}
      {isCrowded && (
        <RowMenu
          tabIndex={tabIndex}
          items={choices.slice(1).map((choice) => ({
            label: t(`row.${choice}`),
            Icon: choiceIcons[choice],
            onSelect: () => choose(choice),
          }))}
        />
      )}
    </div>
  );
}

interface ChoiceButtonProps {
  readonly choice: Choice;
  readonly id: string;
  readonly tabIndex: 0 | -1;
  readonly onChoose: (choice: Choice) => void;
}

function ChoiceButton({ choice, id, tabIndex, onChoose }: ChoiceButtonProps) {
  const { t } = useTexts();
  const { actions } = useHoist();
  if (choice === 'copyId') return <CopyButton copy={() => actions.copyId(id)} tabIndex={tabIndex} />;
  const Icon = choiceIcons[choice];
  if (choice === 'cancel' || choice === 'remove') {
    return (
      <IconButton
        label={t(`row.${choice}`)}
        tabIndex={tabIndex}
        className={choice === 'remove' ? 'when-there' : ''}
        onClick={() => onChoose(choice)}
      >
        <Icon aria-hidden="true" size={16} strokeWidth={1.5} />
      </IconButton>
    );
  }
  return (
    <Button look="quiet" size="small" tabIndex={tabIndex} onClick={() => onChoose(choice)}>
      <Icon aria-hidden="true" size={14} />
      {t(`row.${choice}`)}
    </Button>
  );
}
