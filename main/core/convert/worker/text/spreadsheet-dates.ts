/** The formats that have a number and no code, and show a date or a time (ECMA-376, 18.8.30). */
const BUILT_IN: ReadonlySet<number> = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);
const DAY_MS = 24 * 60 * 60_000;
/** Excel counts the 29th of February 1900, which was none, so its days up to then are one less. */
const DAY_AFTER_ERROR = 60;

/** Whether a number in this format shows a date or a time. @param code null for a built-in format */
export function isDateFormat(id: string, code: string | null): boolean {
  if (code === null) return BUILT_IN.has(Number(id));
  // Texts in quotes, characters after a backslash, and colours or conditions in brackets are no part of the date.
  const bare = code.replaceAll(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return /[dyhs]/i.test(bare) || /m/i.test(bare);
}

/** @returns `2026-11-27`, `2026-11-27 10:30:00`, or `10:30:00` for a number that is less than a day */
export function dateText(days: number, since1904: boolean): string {
  if (days < 0 || days > 2_958_465) return String(days);
  const time = new Date(Math.round((days % 1) * DAY_MS)).toISOString().slice(11, 19);
  if (days < 1) return time;
  const whole = Math.floor(days);
  const epochMs = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, whole < DAY_AFTER_ERROR ? 31 : 30);
  const date = new Date(epochMs + whole * DAY_MS).toISOString().slice(0, 10);
  return days === whole ? date : `${date} ${time}`;
}
