import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { Select } from './select.tsx';

interface SettingProps {
  readonly label: string;
  readonly hint: string;
  /** Takes the place of the hint. */
  readonly problem?: string | null;
  /** The control, which needs the ids of its label and its description. */
  readonly children: (ids: { readonly id: string; readonly hintId: string }) => ReactNode;
}

/** One line of the settings: label, explanation, and the control at the end. */
export function Setting({ label, hint, problem = null, children }: SettingProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line py-3 last:border-0">
      <div className="min-w-48 flex-1">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <p id={hintId} className={`flex gap-1.5 text-sm ${problem === null ? 'text-soft' : 'text-bad'}`}>
          {problem !== null && <CircleAlert aria-hidden="true" size={14} className="mt-0.75 shrink-0" />}
          <span className="min-w-0 [overflow-wrap:anywhere]">{problem ?? hint}</span>
        </p>
      </div>
      {children({ id, hintId })}
    </div>
  );
}

interface SwitchSettingProps {
  readonly label: string;
  readonly hint: string;
  readonly problem?: string | null;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export function SwitchSetting({ label, hint, problem = null, isOn, onChange }: SwitchSettingProps) {
  return (
    <Setting label={label} hint={hint} problem={problem}>
      {({ id, hintId }) => (
        <input
          id={id}
          type="checkbox"
          role="switch"
          checked={isOn}
          aria-checked={isOn}
          aria-describedby={hintId}
          onChange={(event) => onChange(event.target.checked)}
          className="switch"
        />
      )}
    </Setting>
  );
}

interface SelectSettingProps<T extends string> {
  readonly label: string;
  readonly hint: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

export function SelectSetting<T extends string>(props: SelectSettingProps<T>) {
  const { label, hint, value, options, onChange } = props;
  return (
    <Setting label={label} hint={hint}>
      {({ id, hintId }) => (
        <Select
          id={id}
          aria-describedby={hintId}
          value={value}
          options={options}
          onChoice={onChange}
          className="w-48"
        />
      )}
    </Setting>
  );
}
