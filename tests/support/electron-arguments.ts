/** The arguments for Electron's program, given by Playwright or directly. */
import { join } from 'node:path';
import { thisMachine } from '../../build/runner/choose-runner.ts';
import { ELECTRON_PACKAGE, electronBinary } from '../../build/runner/electron-package.ts';
import { chromiumSandbox } from '../../build/runner/sandbox.ts';
import type { LaunchOptions } from './running-app.ts';

const FORGET = join(import.meta.dirname, 'forget-preloads.ts');

/** The program, and whether it can use Chromium's sandbox. */
export function electronProgram(): { readonly binary: string; readonly sandbox: boolean } {
  const binary = electronBinary(ELECTRON_PACKAGE, process.env);
  if (binary === null) throw new Error("Electron's binary is not installed: npm run electron:install");
  return { binary, sandbox: chromiumSandbox(binary, thisMachine()).on };
}

/**
 * Modules to be loaded before the app go by `-r`, since Playwright deletes `NODE_OPTIONS`. The last one takes them off the
 * command line again, which the app reads.
 */
export function appArguments(options: LaunchOptions & { readonly appPath: string }): string[] {
  const { appPath, dataDir, args = [], preload = [] } = options;
  const modules = preload.length === 0 ? [] : [...preload, FORGET];
  return [...modules.flatMap((module) => ['-r', module]), `--user-data-dir=${dataDir}`, appPath, ...args];
}

/** The environment of this process without variables that would change Electron, plus the given ones. */
export function appEnvironment(env: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { NODE_OPTIONS: _, ELECTRON_RUN_AS_NODE: __, ...rest } = process.env as Record<string, string>;
  return { ...rest, ...env };
}
