import { Check, Trash2, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button.tsx';

const SHOWN_MS = 4000;
/** With a button: long enough to read it, think, and go there. */
const SHOWN_WITH_ACTION_MS = 8000;

const problem = { Icon: TriangleAlert, colour: 'text-bad' };
const done = { Icon: Check, colour: 'text-good' };
/** What can be undone. The files may still be there. */
const removal = { Icon: Trash2, colour: 'text-soft' };

interface ToastProps {
  readonly toast: {
    readonly text: string;
    readonly tone: 'plain' | 'problem';
    readonly action: {
      readonly label: string;
      readonly run: () => void;
      readonly pause?: (isPaused: boolean) => void;
    } | null;
  } | null;
  readonly onEnd: () => void;
}

/**
 * A short sentence over the lower edge that goes after a while, but not under the pointer or the focus. The live region announces
 * it too, so its text is hidden from screen readers. sonner puts a <style> element into the page, which the CSP refuses.
 */
export function Toast({ toast, onEnd }: ToastProps) {
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (!toast || isHeld) return;
    const timer = setTimeout(onEnd, toast.action === null ? SHOWN_MS : SHOWN_WITH_ACTION_MS);
    return () => clearTimeout(timer);
  }, [toast, isHeld, onEnd]);
  // The element that was held is gone with its toast.
  useEffect(() => {
    if (!toast) setHeld(false);
  }, [toast]);
  if (!toast) return null;
  const { action } = toast;
  function hold(isHeld: boolean) {
    setHeld(isHeld);
    action?.pause?.(isHeld);
  }
  const { Icon, colour } = toast.tone === 'problem' ? problem : action === null ? done : removal;
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-6 z-30 flex justify-center px-4">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only waits while somebody is at it. */}
      <div
        onPointerEnter={() => hold(true)}
        onPointerLeave={() => hold(false)}
        onFocus={() => hold(true)}
        onBlur={() => hold(false)}
        className={`flex max-w-full items-center gap-2 rounded-lg border border-line bg-raised px-3 py-2 text-sm shadow-float ${action ? 'pointer-events-auto pr-1' : ''}`}
      >
        <Icon aria-hidden="true" size={16} className={colour} />
        <span aria-hidden="true">{toast.text}</span>
        {action && (
          <Button look="accent" size="small" onClick={action.run}>
            {action.label}
          </Button>
        )}
      </div>
    </div>
  );
}
