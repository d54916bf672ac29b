import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { IconButton } from './button.tsx';

interface SidePaneProps {
  /** What the pane is, for screen readers. */
  readonly label: string;
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Something about a row, beside the list or over it if the window is narrow. It takes the focus and gives it back. */
export function SidePane({ label, title, closeLabel, onClose, children }: SidePaneProps) {
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);

  return (
    <section
      aria-label={label}
      className="flex min-w-0 flex-col border-t border-line bg-canvas max-md:absolute max-md:inset-0 md:w-1/2 md:max-w-2xl md:border-l"
    >
      <div className="flex shrink-0 items-center gap-2 border-b border-line py-2 pr-2 pl-4">
        <h3
          ref={heading}
          tabIndex={-1}
          title={title}
          className="min-w-0 flex-1 truncate font-medium outline-none"
        >
          {title}
        </h3>
        <IconButton label={closeLabel} onClick={onClose}>
          <X aria-hidden="true" size={18} strokeWidth={1.5} />
        </IconButton>
      </div>
      {children}
    </section>
  );
}
