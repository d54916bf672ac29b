import type { ReactNode } from 'react';

interface FilterTabsProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: ReactNode }[];
  readonly onChoice: (value: T) => void;
}

/** Buttons of which one is pressed, to choose the visible rows. */
export function FilterTabs<T extends string>({ label, value, options, onChoice }: FilterTabsProps<T>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields; these are buttons.
    <div role="group" aria-label={label} className="flex flex-wrap gap-x-0.5">
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChoice(option.value)}
          className="flex h-7 items-center gap-1.5 rounded-md px-2 text-sm text-soft hover:bg-sunken aria-pressed:bg-sunken aria-pressed:font-medium aria-pressed:text-ink"
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
