/**
 * Decides whether the built app runs on Electron or on the stand-in: for `npm start`, the demo, the screenshots, the end-to-end specs
 * and the bench. It is Electron if its binary is installed and there is a display. `HOIST_RUNNER` overrides this.
 */
import { join } from 'node:path';
import { ROOT } from '../tools.ts';
import { displayOf } from './display.ts';
import { ELECTRON_PACKAGE, electronBinary, electronVersion } from './electron-package.ts';
import { type Fetched, fetchElectron } from './fetch-electron.ts';
import { chromiumSandbox, type SandboxSystem } from './sandbox.ts';

export type Runner = 'electron' | 'stand-in';

/** The means of a machine to run the app. */
export interface Machine extends SandboxSystem {
  /** Folder of the npm package `electron`. */
  readonly electron: string;
}

export type Choice =
  | {
      readonly runner: 'electron';
      readonly binary: string;
      readonly sandbox: boolean;
      /** The command that gives the app its display, to put before the app's own; usually empty. */
      readonly through: readonly string[];
      readonly why: string;
    }
  | { readonly runner: 'stand-in'; readonly why: string };

export function thisMachine(): Machine {
  return {
    platform: process.platform,
    uid: process.getuid?.(),
    root: '/',
    env: process.env,
    electron: ELECTRON_PACKAGE,
  };
}

/**
 * Chooses by what is installed, and downloads nothing.
 * @throws TypeError where `HOIST_RUNNER` is no runner; Error where it demands an Electron that is not installed
 */
export function chooseInstalled(machine: Machine): Choice {
  const { wanted, display, binary } = lookAt(machine);
  if (wanted === 'stand-in') return standIn('HOIST_RUNNER says so');
  if (binary === null && wanted === 'electron') {
    throw new Error(
      'HOIST_RUNNER demands Electron, and its binary is not installed: run `npm run electron:install`.',
    );
  }
  if (display.kind === 'none' && wanted === null) return standIn('this machine has no display');
  if (binary === null) return standIn('its binary is not installed');
  return onElectron(machine, binary, 'it is installed');
}

/**
 * As {@link chooseInstalled}, but first downloads a missing binary if there is a display and `CI` is not set.
 * @param tell gets lines about the progress
 */
export async function chooseRunner(machine: Machine, tell: Tell): Promise<Choice> {
  const { wanted, display, binary } = lookAt(machine);
  if (wanted === 'stand-in' || display.kind === 'none' || binary !== null) return chooseInstalled(machine);
  if (isCi(machine.env)) {
    if (wanted === 'electron') return chooseInstalled(machine);
    return standIn('its binary is not installed, and nothing is fetched where CI is set');
  }
  const version = electronVersion(machine.electron);
  tell.line(`Fetching Electron ${version}, once; some 120 MB. Without it Hoist would run on a stand-in.`);
  const fetched = await fetchElectron({
    folder: machine.electron,
    env: machine.env,
    memory: tell.memory,
    nowMs: Date.now(),
    evenIfResting: wanted === 'electron',
    progress: tell.progress,
  });
  if (fetched.kind === 'installed') return onElectron(machine, fetched.binary, 'it has just been installed');
  const why = notFetched(fetched);
  if (wanted === 'electron') throw new Error(`HOIST_RUNNER demands Electron, and ${why}.`);
  return standIn(why);
}

export interface Tell {
  readonly line: (text: string) => void;
  readonly progress: (bytes: number) => void;
  /** The file that remembers for a day that Electron could not be downloaded. */
  readonly memory: string;
}

/** Prints the progress for a person at a terminal. */
export function tellTerminal(): Tell {
  const stream = process.stderr;
  let shownMb = 0;
  return {
    line: (text) => console.log(text),
    progress(bytes) {
      const mb = Math.floor(bytes / 1e6);
      // A terminal can rewrite one line; elsewhere each line would stay.
      if (mb < shownMb + (stream.isTTY ? 1 : 25)) return;
      shownMb = mb;
      stream.write(stream.isTTY ? `\r  ${mb} MB written\r` : `  ${mb} MB written\n`);
    },
    memory: join(ROOT, '.tmp/electron-not-fetched.json'),
  };
}

interface Look {
  readonly wanted: Runner | null;
  readonly display: ReturnType<typeof displayOf>;
  readonly binary: string | null;
}

function lookAt({ env, platform, electron }: Machine): Look {
  const wanted = env['HOIST_RUNNER'] || null;
  if (wanted !== null && wanted !== 'electron' && wanted !== 'stand-in') {
    throw new TypeError(`HOIST_RUNNER is "electron" or "stand-in", not "${wanted}"`);
  }
  return { wanted, display: displayOf(platform, env), binary: electronBinary(electron, env) };
}

function onElectron(machine: Machine, binary: string, because: string): Choice {
  const display = displayOf(machine.platform, machine.env);
  const sandbox = chromiumSandbox(binary, machine);
  const version = electronVersion(machine.electron);
  const shown = {
    screen: `Electron ${version}: ${because}, and there is a display.`,
    virtual: `Electron ${version} on a virtual display, by xvfb-run: ${because}, and nobody looks.`,
    none: `Electron ${version}: HOIST_RUNNER says so, although there seems to be no display.`,
  };
  return {
    runner: 'electron',
    binary,
    sandbox: sandbox.on,
    through: display.kind === 'virtual' ? display.through : [],
    why: sandbox.on ? shown[display.kind] : `${shown[display.kind]} ${sandbox.why}`,
  };
}

function standIn(because: string): Choice {
  return { runner: 'stand-in', why: `The stand-in for Electron: ${because}.` };
}

function notFetched(fetched: Exclude<Fetched, { kind: 'installed' }>): string {
  if (fetched.kind === 'failed') {
    return `Electron could not be fetched (${fetched.why}). \`npm run electron:install\` tries again, else Hoist does so tomorrow`;
  }
  const until = new Date(fetched.untilMs).toLocaleString('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return `Electron could not be fetched, and Hoist does not try again before ${until}. \`npm run electron:install\` does`;
}

/** @returns whether the variable is set, as most tools read it */
function isCi(env: NodeJS.ProcessEnv): boolean {
  return Boolean(env['CI']) && env['CI'] !== 'false';
}

/** Set if the display is in memory only, so that nothing waits for a person. */
export const VIRTUAL_DISPLAY = 'HOIST_VIRTUAL_DISPLAY';

/** @returns the variables that tell child processes the choice, so that none makes another */
export function runnerEnvironment(choice: Choice): Readonly<Record<string, string>> {
  const isVirtual = choice.runner === 'electron' && choice.through.length > 0;
  return { HOIST_RUNNER: choice.runner, ...(isVirtual && { [VIRTUAL_DISPLAY]: '1' }) };
}
