import { useState } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { Setting } from '../../ui/setting.tsx';

interface NumberSettingProps {
  readonly label: string;
  readonly hint: string;
  /** Null if the field is empty and may be. */
  readonly value: number | null;
  readonly mayBeEmpty?: boolean;
  readonly min: number;
  readonly max: number;
  readonly locked?: string | null;
  readonly onChange: (value: number | null) => void;
}

/** A whole number. Leaving the field or Enter saves it if it is valid. */
export function NumberSetting({
  label,
  hint,
  value,
  min,
  max,
  mayBeEmpty = false,
  locked = null,
  onChange,
}: NumberSettingProps) {
  const { t } = useTexts();
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (value === null ? '' : String(value));
  const isEmpty = text.trim() === '';
  const number = Number(text);
  const isFine = isEmpty ? mayBeEmpty : Number.isInteger(number) && number >= min && number <= max;

  function keep() {
    if (typed === null || !isFine) return;
    const next = isEmpty ? null : number;
    if (next !== value) onChange(next);
    setTyped(null);
  }

  return (
    <Setting
      label={label}
      hint={hint}
      locked={locked}
      problem={typed === null || isFine ? null : t('settings.number', { min, max })}
    >
      {({ id, hintId }) => (
        <input
          id={id}
          inputMode="numeric"
          autoComplete="off"
          value={text}
          readOnly={locked !== null}
          aria-describedby={hintId}
          aria-invalid={!isFine}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={keep}
          onKeyDown={(event) => event.key === 'Enter' && keep()}
          className="h-8 w-28 rounded-md border border-line-strong bg-raised px-2.5 text-right tabular-nums select-text focus-visible:-outline-offset-1 aria-invalid:border-bad read-only:border-line read-only:bg-sunken read-only:text-soft"
        />
      )}
    </Setting>
  );
}
