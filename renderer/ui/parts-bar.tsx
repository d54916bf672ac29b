interface PartsBarProps {
  /** In the order in which they stand; each from 0 to 1, together no more than 1. */
  readonly parts: readonly { readonly name: string; readonly share: number; readonly isOurs: boolean }[];
}

/** A bar that shows how much of a whole is used, and by whom. Its numbers have to stand beside it as text. */
export function PartsBar({ parts }: PartsBarProps) {
  return (
    <div
      aria-hidden="true"
      className="flex h-1.5 gap-px overflow-hidden rounded-full bg-sunken forced-colors:h-2 forced-colors:border"
    >
      {parts.map(({ name, share, isOurs }) => (
        <div
          key={name}
          style={{ width: `${share * 100}%` }}
          className={`forced-color-adjust-none ${isOurs ? 'bg-accent forced-colors:bg-[Highlight]' : 'bg-line-strong forced-colors:bg-[GrayText]'}`}
        />
      ))}
    </div>
  );
}
