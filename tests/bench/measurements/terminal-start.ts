import { SOURCE } from '../../support/terminal-program.ts';
import { Child } from '../harness/child.ts';
import { atMost, measured } from '../harness/finding.ts';
import type { Measurement, Workbench } from '../harness/workbench.ts';
import { BUILT_COMMAND } from '../peers/built-command.ts';

/** How long the terminal's program takes to do next to nothing. */
export const terminalStart: Measurement = {
  name: 'terminal-start',
  title: 'Start of the terminal’s program',
  limitMs: 60_000,
  async run(bench) {
    const programs = [
      { name: 'as packaged', path: BUILT_COMMAND, seconds: [] as number[] },
      { name: 'from its source', path: SOURCE, seconds: [] as number[] },
    ];
    // The first start fills the compile cache of the source.
    for (const { path } of programs) await help(bench, path);
    for (let run = 0; run < bench.pick(9, 3); run += 1) {
      for (const { path, seconds } of programs) seconds.push(await help(bench, path));
    }
    return programs.map(({ name, seconds }) =>
      measured(`hoist --help, ${name}`, 's', seconds, { target: atMost(0.2) }),
    );
  },
};

async function help(bench: Workbench, program: string): Promise<number> {
  const { wallMs, exitCode } = await bench.own(new Child(process.execPath, [program, '--help'])).ended();
  if (exitCode !== 0) throw new Error(`--help ended with ${exitCode}`);
  return wallMs / 1000;
}
