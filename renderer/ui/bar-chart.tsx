export interface Bar {
  readonly key: string | number;
  /** What a pointer over it shows. */
  readonly title: string;
  readonly good: number;
  /** Stands on top of the good ones. */
  readonly bad: number;
}

interface BarChartProps {
  readonly bars: readonly Bar[];
  readonly className?: string;
}

const STEP = 10;
const WIDTH = 8;
const HEIGHT = 48;
/** What is not nothing must be seen. */
const LEAST = 1.5;

/** Bars side by side, without axes. Their numbers have to stand beside them as text. */
export function BarChart({ bars, className = '' }: BarChartProps) {
  const most = Math.max(1, ...bars.map(({ good, bad }) => good + bad));
  const height = (value: number) => (value === 0 ? 0 : Math.max(LEAST, (value / most) * HEIGHT));
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${bars.length * STEP - (STEP - WIDTH)} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={`w-full ${className}`}
    >
      {bars.map(({ key, title, good, bad }, index) => {
        const x = index * STEP;
        const badHeight = height(bad);
        // Together no higher than the picture, even where the smaller part was raised to be seen.
        const goodHeight = Math.min(height(good), HEIGHT - badHeight);
        return (
          <g key={key} className="group">
            <title>{title}</title>
            <rect x={x} y={0} width={STEP} height={HEIGHT} className="fill-transparent" />
            <rect x={x} y={HEIGHT - 0.5} width={WIDTH} height={0.5} className="fill-line-strong" />
            <rect
              x={x}
              y={HEIGHT - goodHeight}
              width={WIDTH}
              height={goodHeight}
              className="fill-accent/55 group-hover:fill-accent forced-colors:fill-[CanvasText]"
            />
            <rect
              x={x}
              y={HEIGHT - goodHeight - badHeight}
              width={WIDTH}
              height={badHeight}
              className="fill-bad forced-colors:fill-[Highlight]"
            />
          </g>
        );
      })}
    </svg>
  );
}
