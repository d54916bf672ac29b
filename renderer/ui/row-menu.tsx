import { Ellipsis, type LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type ComponentProps, type FocusEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useTexts } from '../i18n/use-texts.ts';
import { IconButton } from './button.tsx';
import { MenuItem, MenuPanel } from './menu.tsx';

interface RowMenuItem {
  readonly label: string;
  readonly Icon: LucideIcon;
  readonly onSelect: () => void;
}

interface RowMenuProps {
  readonly items: readonly RowMenuItem[];
  readonly tabIndex: 0 | -1;
}

/** The arrows move from row to row, also from this button. Enter and space open it. */
function leaveArrowToList(event: KeyboardEvent) {
  if (event.key === 'ArrowDown') event.preventDefault();
}

const opens = ({ key }: KeyboardEvent) => key === 'Enter' || key === ' ';

/**
 * More actions of a row. The menu is created when it first opens: each turn of a mouse wheel brings dozens of rows,
 * and few of their menus ever open. `RetentionMenu` says why menus are not modal.
 */
export function RowMenu({ items, tabIndex }: RowMenuProps) {
  const { t } = useTexts();
  const [wanted, setWanted] = useState<'by-pointer' | 'by-key' | null>(null);
  const button = { label: t('row.more'), tabIndex, children: <Dots /> };
  if (wanted !== null) return <OpenedMenu items={items} button={button} byKey={wanted === 'by-key'} />;
  return (
    <IconButton
      {...button}
      aria-haspopup="menu"
      aria-expanded={false}
      // Not on press, since the release would close the new menu.
      onClick={() => setWanted('by-pointer')}
      onKeyDown={(event) => {
        if (!opens(event)) return;
        event.preventDefault();
        setWanted('by-key');
      }}
    />
  );
}

const Dots = () => <Ellipsis aria-hidden="true" size={16} strokeWidth={1.75} />;

interface OpenedMenuProps {
  readonly items: readonly RowMenuItem[];
  readonly button: ComponentProps<typeof IconButton>;
  readonly byKey: boolean;
}

function OpenedMenu({ items, button, byKey }: OpenedMenuProps) {
  const beginsAtFirst = useRef(byKey);

  // The menu missed the key that opened it, so its first item takes the focus here.
  function focusCame({ target, currentTarget }: FocusEvent) {
    if (!beginsAtFirst.current || target !== currentTarget) return;
    beginsAtFirst.current = false;
    currentTarget.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }

  return (
    <DropdownMenu.Root modal={false} defaultOpen>
      <DropdownMenu.Trigger asChild onKeyDown={leaveArrowToList}>
        <IconButton {...button} className="data-[state=open]:bg-sunken data-[state=open]:text-ink" />
      </DropdownMenu.Trigger>
      <MenuPanel onFocus={focusCame}>
        {items.map((item) => (
          <MenuItem key={item.label} {...item} />
        ))}
      </MenuPanel>
    </DropdownMenu.Root>
  );
}
