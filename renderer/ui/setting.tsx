import { CircleAlert, Lock } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { Select, type SelectOption } from './select.tsx';

interface SettingProps {
  readonly label: string;
  readonly hint: string;
  /** Takes the place of the hint. */
  readonly problem?: string | null;
  /** Why the setting can only be read, below the hint; null where it can be changed. */
  readonly locked?: string | null;
  /** The control, which needs the ids of its label and its description. */
  readonly children: (ids: { readonly id: string; readonly hintId: string }) => ReactNode;
}

/** One line of the settings: label, explanation, and the control at the end. */
export function Setting({ label, hint, problem = null, locked = null, children }: SettingProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line py-3 last:border-0">
      <div className="min-w-48 flex-1">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <div id={hintId}>
          <p className={`flex gap-1.5 text-sm ${problem === null ? 'text-soft' : 'text-bad'}`}>
            {problem !== null && <CircleAlert aria-hidden="true" size={14} className="mt-0.75 shrink-0" />}
            <span className="min-w-0 [overflow-wrap:anywhere]">{problem ?? hint}</span>
          </p>
          {locked !== null && (
            <p className="flex gap-1.5 text-sm text-soft">
              <Lock aria-hidden="true" size={14} className="mt-0.75 shrink-0" />
              {locked}
            </p>
          )}
        </div>
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
  readonly options: readonly SelectOption<T>[];
  readonly locked?: string | null;
  readonly onChange: (value: T) => void;
}

export function SelectSetting<T extends string>(props: SelectSettingProps<T>) {
  const { label, hint, value, options, locked = null, onChange } = props;
  return (
    <Setting label={label} hint={hint} locked={locked}>
      {({ id, hintId }) => (
        <Select
          id={id}
          aria-describedby={hintId}
          value={value}
          options={options}
          disabled={locked !== null}
          onChoice={onChange}
          className="w-48"
        />
      )}
    </Setting>
  );
}
