import { CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';

interface QuestionProps {
  readonly text: string;
  /** Below the text, such as the files that it is about. */
  readonly children?: ReactNode;
  /** Where they are not beside what they are about. */
  readonly answers: ReactNode;
}

/** Something that only the person can say. It stands in the card until it is answered, and nothing waits for it but its files. */
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
