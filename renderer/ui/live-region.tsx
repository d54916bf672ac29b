interface LiveRegionProps {
  /** A new key makes a screen reader say the same text again. */
  readonly announcement: { readonly key: number; readonly text: string };
}

/** Text that a screen reader says without moving to it. */
export function LiveRegion({ announcement: { key, text } }: LiveRegionProps) {
  return (
    <div role="status" aria-live="polite" className="sr-only">
      <span key={key}>{text}</span>
    </div>
  );
}
