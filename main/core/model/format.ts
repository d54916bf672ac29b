const UNITS = ['KB', 'MB', 'GB', 'TB'] as const;

/** `10485760` → `10 MB`. Powers of 1024, at most one decimal. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  let value = bytes;
  let unit = -1;
  do {
    value /= 1024;
    unit += 1;
  } while (value >= 1023.5 && unit < UNITS.length - 1);
  const rounded = value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
  return `${rounded} ${UNITS[unit]}`;
}

const MAX_STEP = 60;

/** `ANTIVIRUS_SCANNING` → `Antivirus scanning`. Whatever a server calls its steps, people can read it. */
export function readableStep(step: string): string {
  const words = step
    .slice(0, MAX_STEP)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_\-\s]+/g, ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
