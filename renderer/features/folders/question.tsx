import { CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';

interface QuestionProps {
  readonly text: string;
  /** Content below the text, such as the files in question. */
  readonly children?: ReactNode;
  /** The buttons, unless each stands beside its file. */
  readonly answers: ReactNode;
}

/** A question that only the person can answer. It stays in the card, and only its files wait for it. */
export function Question({ text, children, answers }: QuestionProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields; these are buttons.
    <div
      role="group"
      aria-label={text}
      className="flex gap-2 rounded-lg bg-wait-soft px-3 py-2.5 sm:ml-8 forced-colors:border"
    >
      <CircleHelp aria-hidden="true" size={18} strokeWidth={1.75} className="mt-px shrink-0 text-wait" />
      <div className="min-w-0 flex-1 space-y-2">
        <p>{text}</p>
        {children}
        {answers && <div className="flex flex-wrap gap-2">{answers}</div>}
      </div>
    </div>
  );
}
