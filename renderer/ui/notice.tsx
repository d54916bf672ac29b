import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface NoticeProps {
  readonly Icon: LucideIcon;
  readonly children: ReactNode;
  /** Content at the end, such as a button to dismiss it. */
  readonly action?: ReactNode;
}

/** Information that needs no action. */
export function Notice({ Icon, children, action }: NoticeProps) {
  return (
    <div className="flex gap-2 rounded-lg bg-wait-soft px-3 py-2 text-sm forced-colors:border">
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 text-wait" />
      <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">{children}</p>
      {action}
    </div>
  );
}
