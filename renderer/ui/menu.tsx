import type { LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { FocusEventHandler, ReactNode } from 'react';

interface MenuPanelProps {
  readonly children: ReactNode;
  readonly onFocus?: FocusEventHandler;
}

/** The panel of a menu. `RetentionMenu` says why menus are not modal. */
export function MenuPanel({ children, onFocus }: MenuPanelProps) {
  return (
    <DropdownMenu.Portal>
      <DropdownMenu.Content
        align="end"
        sideOffset={4}
        onFocus={onFocus}
        collisionPadding={8}
        className="z-20 min-w-56 rounded-lg border border-line bg-raised p-1 shadow-float"
      >
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  );
}

interface MenuItemProps {
  readonly Icon: LucideIcon;
  readonly label: string;
  readonly onSelect: () => void;
  readonly disabled?: boolean;
}

export function MenuItem({ Icon, label, onSelect, disabled = false }: MenuItemProps) {
  return (
    <DropdownMenu.Item
      disabled={disabled}
      onSelect={onSelect}
      className="flex h-8 items-center gap-2 rounded-md px-2 outline-none data-[disabled]:opacity-45 data-[highlighted]:bg-sunken"
    >
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-soft" />
      {label}
    </DropdownMenu.Item>
  );
}

export const MenuLine = () => <DropdownMenu.Separator className="my-1 h-px bg-line" />;
