interface SparklineProps {
  /** The oldest first; 0 or more, and one of them more. */
  readonly values: readonly number[];
  readonly className?: string;
}

const WIDTH = 300;
const HEIGHT = 40;

/** A line of values over time, without axes. Its numbers have to stand beside it as text. */
export function Sparkline({ values, className = '' }: SparklineProps) {
  const most = Math.max(...values);
  const x = (index: number) => (index / Math.max(1, values.length - 1)) * WIDTH;
  // One unit stays free above and below, so that the line is not cut off.
  const y = (value: number) => HEIGHT - 1 - (value / most) * (HEIGHT - 2);
  const line = values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={`w-full ${className}`}
    >
      <polygon
        points={`0,${HEIGHT} ${line} ${WIDTH},${HEIGHT}`}
        className="fill-accent-soft forced-colors:fill-none"
      />
      <polyline
        points={line}
        vectorEffect="non-scaling-stroke"
        strokeWidth="1.5"
        strokeLinejoin="round"
        className="fill-none stroke-accent forced-colors:stroke-[CanvasText]"
      />
    </svg>
  );
}
