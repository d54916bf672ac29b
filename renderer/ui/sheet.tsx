import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';

interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A modal dialog. The browser's <dialog> keeps the focus inside and closes on Escape; Radix locks scrolling with a
 * <style> element, which the CSP refuses.
 */
export function Sheet({ title, onClose, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // In a layout effect: a dialog that has left the page returns no focus.
  useLayoutEffect(() => {
    const element = dialog.current;
    const opener = openerOf(document.activeElement);
    element?.showModal();
    return () => {
      element?.close();
      opener?.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      // The window's own keys, such as Escape, are for what lies below.
      onKeyDown={(event) => event.stopPropagation()}
      className="m-auto max-h-[calc(100%-2rem)] w-[min(32rem,calc(100%-2rem))] overflow-auto rounded-xl border border-line bg-raised p-5 text-ink shadow-float backdrop:bg-black/30"
    >
      <h2 id={id} className="text-lg font-semibold tracking-tight">
        {title}
      </h2>
      {children}
    </dialog>
  );
}

/** @returns the focused element; for a menu item, which will disappear, the button of its menu */
function openerOf(focused: Element | null): HTMLElement | null {
  const button = focused?.closest('[role=menu]')?.getAttribute('aria-labelledby');
  if (button) return document.getElementById(button);
  return focused instanceof HTMLElement ? focused : null;
}
