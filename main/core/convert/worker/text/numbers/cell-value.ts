import { type NumberStyle, styleFor } from './number-style.ts';

const DAY_SECONDS = 24 * 60 * 60;
/** The last day that Excel knows: 31 December 9999. */
const LAST_DAY = 2_958_465;
/** Excel counts the 29th of February 1900, which was none, so its days up to then are one less. */
const DAY_AFTER_ERROR = 60;
/** Excel keeps so many digits. */
const DIGITS = 15;

/**
 * A number as a sheet shows it: dates as `2026-11-27 10:30`, percentages, units and currencies; without the separators and rounding
 * of its format, which differ between languages.
 * @param raw as stored
 * @param code the cell's format, such as `0.0%`
 * @param since1904 whether days count from 1904, as once on the Macintosh
 */
export function shownNumber(raw: string, code: string, since1904: boolean): string {
  const number = Number(raw);
  if (raw.trim() === '' || Number.isNaN(number)) return raw;
  const { style, hasSign } = styleFor(code, number);
  const size = hasSign ? Math.abs(number) : number;
  const { kind, before, after, decimals } = style;
  switch (kind) {
    case 'general':
    case 'number':
      return `${before}${plain(size)}${after}`.trim();
    case 'percent':
      return `${before}${(size * 100).toFixed(Math.min(decimals, DIGITS))}%${after}`.trim();
    case 'time':
      return number < 0 || number > LAST_DAY + 1 ? plain(number) : dateText(number, style, since1904);
    case 'text':
      return `${before}${after}`.trim();
  }
}

/** 0.1 + 0.2 is stored with all the digits of its binary form. */
function plain(number: number): string {
  return String(Number(number.toPrecision(DIGITS)));
}

function dateText(
  days: number,
  { hasDate, hasTime, hasSeconds, isElapsed }: NumberStyle,
  since1904: boolean,
): string {
  const seconds = Math.round(days * DAY_SECONDS);
  if (isElapsed) return clock(seconds, hasSeconds);
  const time = hasTime ? clock(seconds % DAY_SECONDS, hasSeconds) : '';
  if (!hasDate) return time;
  const day = Math.floor(hasTime ? seconds / DAY_SECONDS : days);
  const epochMs = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < DAY_AFTER_ERROR ? 31 : 30);
  const date = new Date(epochMs + day * DAY_SECONDS * 1000).toISOString().slice(0, 10);
  return time === '' ? date : `${date} ${time}`;
}

function clock(seconds: number, hasSeconds: boolean): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const parts = hasSeconds || rest !== 0 ? [hours, minutes, rest] : [hours, minutes];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
