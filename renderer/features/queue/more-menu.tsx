import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { KeyboardEvent } from 'react';
import { useWords } from '../../locales/use-words.ts';
import { IconButton } from '../../ui/button.tsx';
import { choiceIcons } from './choice-icons.ts';
import type { Choice } from './row-choices.ts';

interface MoreMenuProps {
  readonly choices: readonly Choice[];
  readonly tabIndex: 0 | -1;
  readonly onChoose: (choice: Choice) => void;
}

/** In the list the arrows walk from row to row, also from this button; Enter and space open it. */
function leaveArrowToList(event: KeyboardEvent) {
  if (event.key === 'ArrowDown') event.preventDefault();
}

/** What else can be done with a row. Not modal, for the reason that the keep menu gives. */
export function MoreMenu({ choices, tabIndex, onChoose }: MoreMenuProps) {
  const { t } = useWords();
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild onKeyDown={leaveArrowToList}>
        <IconButton
          label={t('row.more')}
          tabIndex={tabIndex}
          className="data-[state=open]:bg-sunken data-[state=open]:text-ink"
        >
          <Ellipsis aria-hidden="true" size={16} strokeWidth={1.75} />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-20 min-w-44 rounded-lg border border-line bg-raised p-1 shadow-float"
        >
          {choices.map((choice) => {
            const Icon = choiceIcons[choice];
            return (
              <DropdownMenu.Item
                key={choice}
                onSelect={() => onChoose(choice)}
                className="flex h-8 items-center gap-2 rounded-md px-2 outline-none data-[highlighted]:bg-sunken"
              >
                <Icon aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-soft" />
                {t(`row.${choice}`)}
              </DropdownMenu.Item>
            );
          })}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
