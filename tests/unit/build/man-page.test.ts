import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { manPage, VARIABLES } from '../../../build/share/man-page.ts';
import { programTree } from '../../../main/terminal/completion/command-tree.ts';
import { EXIT } from '../../../main/terminal/output/exit.ts';
import { makeProgram } from '../../../main/terminal/program.ts';

const program = programTree(makeProgram('/'));
const page = manPage(program, '1.2.3');
/** As roff prints it. */
const printed = page.replaceAll('\\-', '-').replaceAll('\\(dq', '"');

/** Variables for the tests and the build, which nobody else sets. */
const INTERNAL = /^HOIST_(LEVELS)$/;

describe('the manual page', () => {
  it('has each command with its options', () => {
    expect(printed).toMatch(/^\.TH HOIST 1 "" "Hoist 1\.2\.3" /);
    for (const { usage, options } of program.commands) {
      expect(printed).toContain(`.SS "${usage}"`);
      for (const option of options) expect(printed).toContain(`.B ${option.usage}\n`);
    }
  });

  it('has each exit code', () => {
    for (const code of Object.values(EXIT)) expect(printed).toContain(`.TP\n.B ${code}\n`);
  });

  it('has each variable that the terminal reads', () => {
    const sources = globSync('main/{terminal,core}/**/*.ts').map((path) => readFileSync(path, 'utf8'));
    const named = new Set(sources.join('\n').match(/HOIST_[A-Z]+(_[A-Z]+)*/g));
    const read = [...named].filter((name) => !INTERNAL.test(name));
    expect(read.length).toBeGreaterThan(5);
    expect(Object.keys(VARIABLES)).toEqual(expect.arrayContaining(read));
    for (const [name, text] of Object.entries(VARIABLES)) expect(printed).toContain(`.B ${name}\n${text}\n`);
  });

  it('gives no instruction to roff by a text', () => {
    const described = {
      ...program,
      commands: [
        {
          ...program,
          name: 'x',
          usage: 'x',
          options: [],
          description: '.so /etc/passwd',
          argumentLines: [["'x", 'a\\fBb']] as const,
        },
      ],
    };
    const hostile = manPage(described, '1');
    expect(hostile).not.toMatch(/^[.']so /m);
    expect(hostile).toContain('\\&.so /etc/passwd');
    expect(hostile).toContain('a\\efBb');
  });
});
