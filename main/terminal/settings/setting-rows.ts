import { say } from '../output/language.ts';
import { printable } from '../output/printable.ts';
import type { KnownSetting } from './known-settings.ts';

/** A line of two columns. Its text is safe to print. */
export type Row = readonly [label: string, text: string];

/** @returns the rows as lines, their texts one below the other */
export function tableLines(rows: readonly Row[]): string[] {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, text]) => `${label.padEnd(width)}  ${text}`);
}

/** @returns a row for each setting: its name, its value and its source */
export function settingRows(settings: readonly KnownSetting[]): Row[] {
  return settings.map(({ name, value, source }) => {
    const origin = printable(source ?? say('setting_default'));
    const shown = valueText(name, value);
    return [say(`setting.${name}`), value === null ? shown : `${shown}  (${origin})`];
  });
}

function valueText(name: KnownSetting['name'], value: KnownSetting['value']): string {
  if (value === true) return say('setting_set');
  if (value !== null) return printable(String(value));
  return say(name === 'quota_server' || name === 'proxy' ? 'setting_none' : 'setting_missing');
}
