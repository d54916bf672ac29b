import { join } from 'node:path';
import { ROOT } from '../tools.ts';

const STAND_IN = join(ROOT, 'tests/electron-stand-in/run.ts');

/** The program of the stand-in and its arguments. @param args as Electron's own program takes them */
export function standInCommand(args: readonly string[]): readonly string[] {
  return [process.execPath, '--disable-warning=ExperimentalWarning', STAND_IN, ...args];
}

interface ElectronProgram {
  readonly binary: string;
  /** Whether Chromium's sandbox can be had with it. */
  readonly sandbox: boolean;
}

/** The program of Electron and its arguments. */
export function electronCommand(
  { binary, sandbox }: ElectronProgram,
  args: readonly string[],
): readonly string[] {
  return [binary, ...(sandbox ? [] : ['--no-sandbox']), ...args];
}
