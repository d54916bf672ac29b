import { ChevronDown } from 'lucide-react';

export interface SelectOption<T extends string> {
  readonly value: T;
  readonly label: string;
  /** It cannot be chosen, but may be what was chosen before. */
  readonly disabled?: boolean;
}

interface SelectProps<T extends string> {
  readonly value: T;
  readonly options: readonly SelectOption<T>[];
  readonly onChoice: (value: T) => void;
  readonly disabled?: boolean;
  /** For the whole control. */
  readonly className: string;
  /** For a label outside of it. */
  readonly id?: string;
  readonly 'aria-label'?: string;
  readonly 'aria-describedby'?: string;
}

/** A choice of one. The system draws the list. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { value, options, onChoice, className, ...named } = props;
  return (
    <span className={`relative inline-flex ${className}`}>
      <select
        {...named}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChoice(chosen.value);
        }}
        className="h-8 w-full appearance-none truncate rounded-md border border-line-strong bg-raised pr-8 pl-2.5 text-ink disabled:border-line disabled:bg-sunken disabled:text-soft disabled:opacity-100"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden="true"
        size={14}
        className="pointer-events-none absolute inset-y-0 right-2.5 my-auto text-soft"
      />
    </span>
  );
}
