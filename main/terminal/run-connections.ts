import { jsonText } from '../core/model/unprintable.ts';
import { readSettings } from './command-settings.ts';
import { EXIT } from './exit.ts';
import type { KnownSetting } from './known-settings.ts';
import { say } from './language.ts';
import { print } from './output.ts';
import { printable } from './printable.ts';

interface RunOptions {
  readonly json?: true;
  readonly data?: string;
  /** Relative paths start here. */
  readonly invokedFrom: string;
}

/**
 * Prints the settings of a connection, and whether commands can use it. It makes no call.
 * @returns the exit code
 */
export async function runConnections({ json, ...place }: RunOptions): Promise<number> {
  const { settings, problem } = await readSettings(place);
  if (json === true) {
    for (const { name, ...setting } of settings) await print(`${jsonText({ setting: name, ...setting })}\n`);
    await print(`${jsonText({ usable: problem === null, message: problem })}\n`);
  } else {
    for (const line of settingLines(settings)) await print(`${line}\n`);
    const summary =
      problem === null
        ? say('connection_usable')
        : say('connection_unusable', { message: printable(problem) });
    await print(`${summary}\n`);
  }
  return problem === null ? EXIT.ok : EXIT.usage;
}

/** @returns a line for each setting: its name, its value and its source */
export function settingLines(settings: readonly KnownSetting[]): string[] {
  const names = settings.map(({ name }) => say(`setting.${name}`));
  const width = Math.max(...names.map((name) => name.length));
  return settings.map(({ name, value, source }, index) => {
    const origin = printable(source ?? say('setting_default'));
    const shown = valueText(name, value);
    const line = `${(names[index] ?? '').padEnd(width)}  ${shown}`;
    return value === null ? line : `${line}  (${origin})`;
  });
}

function valueText(name: KnownSetting['name'], value: KnownSetting['value']): string {
  if (value === true) return say('setting_set');
  if (value !== null) return printable(String(value));
  return say(name === 'quota_server' || name === 'proxy' ? 'setting_none' : 'setting_missing');
}
