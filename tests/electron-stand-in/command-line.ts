/** Chromium's switches (`--name` or `--name=value`), as given on the command line or by the app itself. */
import { strictObject } from './strict.ts';

type Implemented = Pick<
  Electron.CommandLine,
  'appendSwitch' | 'hasSwitch' | 'getSwitchValue' | 'removeSwitch'
>;

const switches = new Map<string, string>();

export interface CommandLineApp {
  /** What is to be run, or null where nothing is named. */
  readonly app: string | null;
  /** Where among the arguments it stands. */
  readonly at: number;
  /** Modules that `-r` names, to be loaded before it. */
  readonly preloads: readonly string[];
}

/** Reads the switches, and finds the app: the first argument that is none, as in Electron's default_app/main.ts. */
export function readCommandLine(args: readonly string[]): CommandLineApp {
  readSwitches(args);
  const preloads: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg === '-r' || arg === '--require') preloads.push(args[++at] ?? '');
    else if (!arg.startsWith('-')) return { app: arg, at, preloads };
  }
  return { app: null, at: -1, preloads };
}

function readSwitches(args: readonly string[]): void {
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
