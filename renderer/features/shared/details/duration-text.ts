import type { Texts } from '../../../i18n/use-texts.ts';

/** @returns how long something took; a tenth of a second counts where it took less than ten */
export function durationText(ms: number, { t, format }: Texts): string {
  if (ms < 10_000) return t('details.seconds', { value: Math.round(Math.max(0, ms) / 100) / 10 });
  return format.duration(ms);
}
