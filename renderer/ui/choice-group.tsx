import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';

interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly hint: string;
  /** It cannot be chosen, but may be what was chosen before. The hint says why. */
  readonly disabled?: boolean;
  /** Shown below the hint while this choice is selected. */
  readonly extra?: ReactNode;
}

interface ChoiceGroupProps<T extends string> {
  readonly name: string;
  readonly legend: string;
  readonly choices: readonly Choice<T>[];
  readonly value: T;
  readonly problem: string | null;
  readonly onChoice: (value: T) => void;
}

/** Radio buttons, each with an explanation. */
export function ChoiceGroup<T extends string>(props: ChoiceGroupProps<T>) {
  const { name, legend, choices, value, problem, onChoice } = props;
  const id = useId();
  return (
    <fieldset name={name} aria-describedby={problem === null ? undefined : `${id}-problem`}>
      <legend className="mb-1 font-medium">{legend}</legend>
      <div className="space-y-2">
        {choices.map((choice) => (
          <div key={choice.value}>
            <label className={`flex gap-2 ${choice.disabled ? 'text-soft' : ''}`}>
              <input
                type="radio"
                name={name}
                checked={choice.value === value}
                disabled={choice.disabled}
                aria-describedby={`${id}-${choice.value}`}
                onChange={() => onChoice(choice.value)}
                className="mt-0.75 size-3.5 shrink-0 accent-accent"
              />
              {choice.label}
            </label>
            <p id={`${id}-${choice.value}`} className="pl-5.5 text-sm text-soft">
              {choice.hint}
            </p>
            {choice.value === value && choice.extra}
          </div>
        ))}
      </div>
      {problem !== null && (
        <p id={`${id}-problem`} className="mt-1 flex gap-1.5 text-sm text-bad">
          <CircleAlert aria-hidden="true" size={14} className="mt-0.75 shrink-0" />
          <span className="min-w-0 [overflow-wrap:anywhere]">{problem}</span>
        </p>
      )}
    </fieldset>
  );
}
