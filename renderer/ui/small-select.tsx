interface SmallSelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChoice: (value: T) => void;
}

/** One of a few, in a line with other filters. */
export function SmallSelect<T extends string>({ label, value, options, onChoice }: SmallSelectProps<T>) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.target.value);
        if (chosen) onChoice(chosen.value);
      }}
      className="h-8 max-w-44 min-w-0 rounded-md border border-line-strong bg-raised px-2 text-ink"
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
