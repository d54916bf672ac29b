import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** Something to know, without a need to act. */
export function Notice({ Icon, children }: { readonly Icon: LucideIcon; readonly children: ReactNode }) {
  return (
    <p className="flex gap-2 rounded-lg bg-wait-soft px-3 py-2 text-sm">
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 text-wait" />
      <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
    </p>
  );
}
