import { Popover as RadixPopover } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';

interface PopoverProps {
  readonly trigger: ReactElement;
  /** What a screen reader calls it. */
  readonly label: string;
  readonly children: ReactNode;
}

/**
 * A panel below its button. It closes on Escape and on a click elsewhere, and the focus returns to the button. Not modal:
 * see `MenuPanel`.
 */
export function Popover({ trigger, label, children }: PopoverProps) {
  return (
    <RadixPopover.Root>
      <RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>
      <RadixPopover.Portal>
        <RadixPopover.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          // The focus itself goes into the panel, which has nothing to press.
          tabIndex={-1}
          className="z-20 max-h-(--radix-popover-content-available-height) w-88 overflow-auto rounded-xl border border-line bg-raised p-4 shadow-float outline-none"
        >
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  );
}
