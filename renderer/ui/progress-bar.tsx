interface ProgressBarProps {
  readonly label: string;
  /** From 0 to 1. */
  readonly value: number;
  readonly className?: string;
}

export function ProgressBar({ label, value, className = '' }: ProgressBarProps) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(value * 100)}
      className={`overflow-hidden rounded-full bg-sunken forced-colors:min-h-1.5 forced-colors:border ${className}`}
    >
      <div
        className="row-bar h-full w-full origin-left rounded-full bg-accent"
        style={{ transform: `scaleX(${value})` }}
      />
    </div>
  );
}
