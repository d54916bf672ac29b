import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface NoticeProps {
  readonly Icon: LucideIcon;
  readonly children: ReactNode;
  /** At its end, such as a button that puts it away. */
  readonly action?: ReactNode;
}

/** Something to know, without a need to act. */
export function Notice({ Icon, children, action }: NoticeProps) {
  return (
    <div className="flex gap-2 rounded-lg bg-wait-soft px-3 py-2 text-sm forced-colors:border">
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 text-wait" />
      <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">{children}</p>
      {action}
    </div>
  );
}
