import type { Texts } from '../../i18n/use-texts.ts';

/** "Today", "Yesterday", "Tuesday", "Nov 12": above the first row of each day. */
export function headingOf(atMs: number, nowMs: number, { format }: Texts): string {
  const { text } = format.day(atMs, nowMs);
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
