import type { Command } from 'commander';
import { bashCompletion } from './bash.ts';
import { type ProgramNode, programTree } from './command-tree.ts';
import { fishCompletion } from './fish.ts';
import { powershellCompletion } from './powershell.ts';
import type { Shell } from './shells.ts';
import { zshCompletion } from './zsh.ts';

const SCRIPTS: Readonly<Record<Shell, (program: ProgramNode) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
  powershell: powershellCompletion,
};

/** @returns the script that completes this program's command line in a shell. It starts no program itself, so it is fast. */
export function completionScript(shell: Shell, program: Command): string {
  return SCRIPTS[shell](programTree(program));
}
