import { Check, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { useHoist, useView } from '../store/hoist.ts';

const SHOWN_MS = 4000;

/**
 * One short sentence over the lower edge, gone by itself. The live region says it too, so this one is hidden from
 * screen readers. Written here because sonner puts a <style> element into the page, which the CSP refuses.
 */
export function Toast() {
  const { view } = useHoist();
  const toast = useView(({ toast }) => toast);
  useEffect(() => {
    if (!toast) return;
    const timer = setTimeout(view.dismissToast, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast, view]);
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
