const UNITS = ['KB', 'MB', 'GB', 'TB'] as const;

/** @returns a size in powers of 1024 with at most one decimal: `10485760` → `10 MB` */
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

/** @returns a server's name for a step in a readable form: `ANTIVIRUS_SCANNING` → `Antivirus scanning` */
export function readableStep(step: string): string {
  const words = step
    .slice(0, MAX_STEP)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_\-\s]+/g, ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
