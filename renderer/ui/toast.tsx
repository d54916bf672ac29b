import { Check, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';

const SHOWN_MS = 4000;

interface ToastProps {
  readonly toast: { readonly text: string; readonly tone: 'plain' | 'problem' } | null;
  readonly onEnd: () => void;
}

/**
 * A short sentence over the lower edge that goes after a while. The live region announces it too, so this one is hidden
 * from screen readers. sonner puts a <style> element into the page, which the CSP refuses.
 */
export function Toast({ toast, onEnd }: ToastProps) {
  useEffect(() => {
    if (!toast) return;
    const timer = setTimeout(onEnd, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast, onEnd]);
  if (!toast) return null;
  const Icon = toast.tone === 'problem' ? TriangleAlert : Check;
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none fixed inset-x-0 bottom-6 z-30 flex justify-center px-4"
    >
      <div className="flex max-w-full items-center gap-2 rounded-lg border border-line bg-raised px-3 py-2 text-sm shadow-float">
        <Icon size={16} className={toast.tone === 'problem' ? 'text-bad' : 'text-good'} />
        {toast.text}
      </div>
    </div>
  );
}
