import type { TFunction } from 'i18next';

/** Numbers, sizes and times in the style of a language. */
export interface Format {
  count(value: number): string;
  /**
   * Rounds down, so that 100 % means all.
   * @param fraction from 0 to 1
   */
  percent(fraction: number): string;
  /** Uses powers of 1024, like the server's limits. */
  size(bytes: number): string;
  /** Rounds up to whole seconds, minutes or hours. */
  duration(ms: number): string;
  /** “a, b and c” */
  list(items: readonly string[]): string;
  /** The time of day, with the date unless it is the day of `nowMs`. */
  moment(atMs: number, nowMs: number): string;
  /** The time of day. */
  time(atMs: number): string;
  /** The day of `atMs` relative to that of `nowMs`. */
  day(atMs: number, nowMs: number): Day;
}

/** `near` stands by itself ("today"), `on` needs a preposition ("on Tuesday", "on Nov 12"). */
interface Day {
  readonly form: 'near' | 'on';
  readonly text: string;
}

const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** @returns one decimal below ten and none above, as in a column of sizes */
const decimals = (value: number, step: number) => (step > 0 && value < 9.95 ? 1 : 0);

/** @returns the value in the unit that keeps it below 1024 *after* rounding: 1,048,575 bytes are 1 MB, not 1,024 KB */
function scaled(bytes: number): { readonly value: number; readonly step: number } {
  let value = Math.max(0, bytes);
  let step = 0;
  while (step < units.length - 1 && Math.round(value) >= 1024) {
    value /= 1024;
    step += 1;
  }
  return { value, step };
}

/** @returns the number of local midnights between the two; a day of 23 hours counts too */
function daysBetween(fromMs: number, toMs: number): number {
  const midnight = (ms: number) => {
    const date = new Date(ms);
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  };
  return (midnight(toMs) - midnight(fromMs)) / 86_400_000;
}

/** Making a formatter takes longer than drawing all rows of a window, so each language has one set. */
const formatters = new Map<string, ReturnType<typeof makeFormatters>>();

function formattersOf(language: string) {
  const made = formatters.get(language) ?? makeFormatters(language);
  formatters.set(language, made);
  return made;
}

function makeFormatters(language: string) {
  return {
    number: new Intl.NumberFormat(language),
    percent: new Intl.NumberFormat(language, {
      style: 'percent',
      maximumFractionDigits: 0,
      roundingMode: 'floor',
    }),
    size: [0, 1].map((maximumFractionDigits) => new Intl.NumberFormat(language, { maximumFractionDigits })),
    list: new Intl.ListFormat(language, { type: 'conjunction' }),
    near: new Intl.RelativeTimeFormat(language, { numeric: 'auto' }),
    weekday: new Intl.DateTimeFormat(language, { weekday: 'long' }),
    dayOfYear: new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric' }),
    time: new Intl.DateTimeFormat(language, { timeStyle: 'short' }),
    date: new Intl.DateTimeFormat(language, { dateStyle: 'medium' }),
    dateAndTime: new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }),
  };
}

export function createFormat(language: string, t: TFunction): Format {
  const { number, percent, size, list, near, weekday, dayOfYear, time, date, dateAndTime } =
    formattersOf(language);
  return {
    count: (value) => number.format(value),
    percent: (fraction) => percent.format(Math.min(1, Math.max(0, fraction))),
    size: (bytes) => {
      const { value, step } = scaled(bytes);
      return `${size[decimals(value, step)]?.format(value)}\u00a0${units[step]}`;
    },
    duration: (ms) => {
      const seconds = Math.max(0, Math.ceil(ms / 1000));
      if (seconds < 60) return t('duration.seconds', { value: seconds });
      const minutes = Math.ceil(seconds / 60);
      if (minutes < 60) return t('duration.minutes', { value: minutes });
      return t('duration.hours', { value: Math.ceil(minutes / 60) });
    },
    list: (items) => list.format(items),
    day: (atMs, nowMs) => {
      const ago = daysBetween(atMs, nowMs);
      if (ago === 0 || ago === 1) return { form: 'near', text: near.format(-ago, 'day') };
      if (ago > 1 && ago < 7) return { form: 'on', text: weekday.format(atMs) };
      const sameYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear();
      return { form: 'on', text: (sameYear ? dayOfYear : date).format(atMs) };
    },
    time: (atMs) => time.format(atMs),
    moment: (atMs, nowMs) => (daysBetween(atMs, nowMs) === 0 ? time : dateAndTime).format(atMs),
  };
}
