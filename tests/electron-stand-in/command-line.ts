/** Chromium's switches (`--name` or `--name=value`), as given on the command line or by the app itself. */
import { strictObject } from './strict.ts';

type Implemented = Pick<
  Electron.CommandLine,
  'appendSwitch' | 'hasSwitch' | 'getSwitchValue' | 'removeSwitch'
>;

const switches = new Map<string, string>();

export function readSwitches(args: readonly string[]): void {
  for (const arg of args) {
    if (arg === '--') return;
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name !== undefined) switches.set(name.toLowerCase(), value ?? '');
  }
}

export function switchValue(name: string): string | null {
  return switches.get(name) ?? null;
}

export const commandLine = strictObject<Implemented>('app.commandLine', {
  appendSwitch(name, value) {
    switches.set(name.toLowerCase(), value ?? '');
  },
  hasSwitch: (name) => switches.has(name.toLowerCase()),
  getSwitchValue: (name) => switches.get(name.toLowerCase()) ?? '',
  removeSwitch(name) {
    switches.delete(name.toLowerCase());
  },
});
