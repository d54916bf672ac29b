import { CircleAlert, Lock } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId } from 'react';

interface FieldProps extends Omit<ComponentProps<'input'>, 'onChange'> {
  readonly label: string;
  /** A short line about the field. A problem takes its place. */
  readonly hint: string;
  readonly problem: string | null;
  /** Why the field can only be read; null where it can be changed. */
  readonly locked?: string | null;
  readonly onText: (text: string) => void;
  /** Beside the input. */
  readonly children?: ReactNode;
}

export function Field(props: FieldProps) {
  const { label, hint, problem, locked = null, onText, children, className = '', ...input } = props;
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
          className={`h-8 min-w-0 flex-1 rounded-md border border-line-strong bg-raised px-2.5 select-text focus-visible:-outline-offset-1 aria-invalid:border-bad read-only:border-line read-only:bg-sunken read-only:text-soft ${className}`}
          readOnly={locked !== null}
          {...input}
        />
        {locked === null && children}
      </div>
      <Hint
        id={`${id}-hint`}
        text={problem ?? locked ?? hint}
        isProblem={problem !== null}
        isLocked={locked !== null}
      />
    </div>
  );
}

/** A field without its input: its value is neither shown nor changed here. */
export function LockedField({
  label,
  locked,
  problem,
}: Pick<FieldProps, 'label' | 'problem'> & { readonly locked: string }) {
  return (
    <div>
      <p className="font-medium">{label}</p>
      <Hint text={problem ?? locked} isProblem={problem !== null} isLocked />
    </div>
  );
}

interface HintProps {
  readonly id?: string;
  readonly text: string;
  readonly isProblem: boolean;
  readonly isLocked: boolean;
}

function Hint({ id, text, isProblem, isLocked }: HintProps) {
  const Icon = isProblem ? CircleAlert : isLocked && Lock;
  return (
    <p id={id} className={`mt-1 flex gap-1.5 text-sm ${isProblem ? 'text-bad' : 'text-soft'}`}>
      {Icon && <Icon aria-hidden="true" size={14} className="mt-0.75 shrink-0" />}
      <span className="min-w-0 [overflow-wrap:anywhere]">{text}</span>
    </p>
  );
}
