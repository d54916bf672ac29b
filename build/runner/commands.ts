import { join } from 'node:path';
import { ROOT } from '../tools.ts';

const STAND_IN = join(ROOT, 'tests/electron-stand-in/run.ts');

/**
 * @param args as for Electron's own program
 * @returns the stand-in's program and its arguments
 */
export function standInCommand(args: readonly string[]): readonly string[] {
  return [process.execPath, '--disable-warning=ExperimentalWarning', STAND_IN, ...args];
}

interface ElectronProgram {
  readonly binary: string;
  /** Whether Chromium's sandbox works with it. */
  readonly sandbox: boolean;
}

/** @returns Electron's program and its arguments */
export function electronCommand(
  { binary, sandbox }: ElectronProgram,
  args: readonly string[],
): readonly string[] {
  return [binary, ...(sandbox ? [] : ['--no-sandbox']), ...args];
}
