import { Argument, Command } from 'commander';
import { SHELLS, type Shell } from '../completion/shells.ts';
import { print } from '../output/output.ts';

/** `hoist completion <shell>` */
export function completionCommand(): Command {
  return new Command('completion')
    .description('print a script that lets a shell complete commands and options')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .action(async (shell: Shell, _options: object, { parent }: Command) => {
      if (parent === null) throw new Error('it is a command of a program');
      const { completionScript } = await import('../completion/completion-script.ts');
      await print(completionScript(shell, parent));
    });
}
