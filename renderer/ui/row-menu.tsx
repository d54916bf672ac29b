import { Ellipsis, type LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { KeyboardEvent } from 'react';
import { useWords } from '../locales/use-words.ts';
import { IconButton } from './button.tsx';
import { MenuItem, MenuPanel } from './menu.tsx';

export interface RowMenuItem {
  readonly label: string;
  readonly Icon: LucideIcon;
  readonly onSelect: () => void;
}

interface RowMenuProps {
  readonly items: readonly RowMenuItem[];
  readonly tabIndex: 0 | -1;
}

/** In the list the arrows walk from row to row, also from this button; Enter and space open it. */
function leaveArrowToList(event: KeyboardEvent) {
  if (event.key === 'ArrowDown') event.preventDefault();
}

/** What else can be done with a row. Not modal, for the reason that the keep menu gives. */
export function RowMenu({ items, tabIndex }: RowMenuProps) {
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
      <MenuPanel>
        {items.map((item) => (
          <MenuItem key={item.label} {...item} />
        ))}
      </MenuPanel>
    </DropdownMenu.Root>
  );
}
