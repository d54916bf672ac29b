import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { join } from 'node:path';

/** The terminal's program: Node, and the script that it runs. */
export interface ConsoleProgram {
  readonly node: string;
  readonly script: string;
}

/**
 * Finds the terminal's program. A package has it outside the archive, which Node cannot read.
 * @param place.resourcesPath of the package
 * @param place.appPath of the repository, where nothing is packaged
 */
export function consoleProgram(place: {
  readonly isPackaged: boolean;
  readonly resourcesPath: string;
  readonly appPath: string;
  readonly platform: NodeJS.Platform;
}): ConsoleProgram {
  const { isPackaged, resourcesPath, appPath, platform } = place;
  const node = platform === 'win32' ? 'node.exe' : 'node';
  if (!isPackaged) {
    return { node: join(appPath, 'node_modules/node/bin', node), script: join(appPath, 'main/cli.ts') };
  }
  const folder = join(resourcesPath, 'command');
  return { node: join(folder, node), script: join(folder, 'lib/hoist.mjs') };
}

/**
 * Runs a command in the terminal's program, which shares this process's input, output and working folder, and gets its
 * signals.
 * @returns the exit code; 128 plus the signal's number where a signal ended it, as in a shell
 * @throws where the program cannot be started
 */
export async function runConsoleProgram(
  { node, script }: ConsoleProgram,
  args: readonly string[],
): Promise<number> {
  // Options for another Node could keep this one from starting, or change what it does.
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(node, [script, ...args], { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // On Windows the console signals both processes, and `kill` would end the program at once.
    process.on(signal, () => process.platform === 'win32' || child.kill(signal));
  }
  await once(child, 'exit');
  return child.exitCode ?? 128 + constants.signals[child.signalCode ?? 'SIGKILL'];
}
