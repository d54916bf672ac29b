import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

const tones = { neutral: 'text-soft', accent: 'bg-accent-soft text-accent-ink' } as const;

interface BarProps {
  /** What screen readers call it. */
  readonly label: string;
  readonly Icon: LucideIcon;
  readonly text: ReactNode;
  readonly tone?: keyof typeof tones;
  /** A button for what can be done about it. */
  readonly children?: ReactNode;
}

/** A line below the header that every screen shows while something holds: an icon, a sentence, a button. */
export function Bar({ label, Icon, text, tone = 'neutral', children }: BarProps) {
  return (
    <section
      aria-label={label}
      className={`flex shrink-0 items-center gap-2 border-b border-line py-1 pr-2 pl-4 text-sm ${tones[tone]}`}
    >
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0" />
      <p className="min-h-7 min-w-0 flex-1 content-center [overflow-wrap:anywhere]">{text}</p>
      {children}
    </section>
  );
}
