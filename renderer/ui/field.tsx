import { CircleAlert } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId } from 'react';

interface FieldProps extends Omit<ComponentProps<'input'>, 'onChange'> {
  readonly label: string;
  /** A short line about the field. A problem takes its place. */
  readonly hint: string;
  readonly problem: string | null;
  readonly onText: (text: string) => void;
  /** Beside the input. */
  readonly children?: ReactNode;
}

export function Field({ label, hint, problem, onText, children, className = '', ...input }: FieldProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          aria-describedby={`${id}-hint`}
          aria-invalid={problem !== null}
          onChange={(event) => onText(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          className={`h-8 min-w-0 flex-1 rounded-md border border-line-strong bg-raised px-2.5 select-text focus-visible:-outline-offset-1 aria-invalid:border-bad ${className}`}
          {...input}
        />
        {children}
      </div>
      <p id={`${id}-hint`} className={`mt-1 flex gap-1.5 text-sm ${problem ? 'text-bad' : 'text-soft'}`}>
        {problem && <CircleAlert aria-hidden="true" size={14} className="mt-0.75 shrink-0" />}
        <span className="min-w-0 [overflow-wrap:anywhere]">{problem ?? hint}</span>
      </p>
    </div>
  );
}
