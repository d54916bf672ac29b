import type { Command } from 'commander';
import { programTree } from '../../main/terminal/completion/command-tree.ts';
import { completionScript } from '../../main/terminal/completion/completion-script.ts';
import { manPage } from './man-page.ts';

/** A file that the deb and the rpm install beside the app. */
export interface ShareFile {
  readonly name: string;
  readonly text: string;
}

/** @returns the manual page and the completions, made from the commands; electron-builder.yml names their places */
export function shareFiles(program: Command): readonly ShareFile[] {
  return [
    { name: 'hoist.1', text: manPage(programTree(program), program.version() ?? '') },
    { name: 'hoist.bash', text: completionScript('bash', program) },
    { name: '_hoist', text: completionScript('zsh', program) },
    { name: 'hoist.fish', text: completionScript('fish', program) },
  ];
}
