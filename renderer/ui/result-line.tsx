import { CircleAlert, CircleCheck, Info } from 'lucide-react';

const tones = {
  good: { Icon: CircleCheck, colour: 'text-good' },
  bad: { Icon: CircleAlert, colour: 'text-bad' },
  neutral: { Icon: Info, colour: 'text-soft' },
} as const;

interface ResultLineProps {
  readonly tone: keyof typeof tones;
  readonly children: string;
}

/** A sentence about what was tried, with an icon that says the same as its colour. */
export function ResultLine({ tone, children }: ResultLineProps) {
  const { Icon, colour } = tones[tone];
  return (
    <p className={`flex gap-1.5 text-sm ${colour}`}>
      <Icon aria-hidden="true" size={16} className="mt-0.5 shrink-0" />
      <span className="min-w-0 select-text [overflow-wrap:anywhere]">{children}</span>
    </p>
  );
}
