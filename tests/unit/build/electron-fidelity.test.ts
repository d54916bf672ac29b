/** docs/electron-fidelity.md: each row is whole, and each test that it names is there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../build/tools.ts';

const page = readFileSync(join(ROOT, 'docs/electron-fidelity.md'), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => /^\| [A-Z]\d+ \|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, name = '', behaviour = '', answer = '', test = '', state = '', ...rest]) => ({
    name,
    behaviour,
    answer,
    test,
    state,
    isWhole: rest.length === 1,
  }));

function testsNamedIn(cell: string): { file: string; title: string }[] {
  return [...cell.matchAll(/`(tests\/[^`]+)` “([^”]+)”/g)].map(([, file = '', title = '']) => ({
    file,
    title,
  }));
}

/** As a string of the source: `test(…` of a table may put its values into a template. */
function isIn(source: string, title: string): boolean {
  const written = [`'${title.replaceAll("'", "\\'")}'`, `"${title}"`, `\`${title}\``];
  return written.some((text) => source.includes(text));
}

describe('docs/electron-fidelity.md', () => {
  it('has the rows of both lists of Electron, and each of them once', () => {
    const names = rows.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const [letter, count] of [...Object.entries({ F: 24, E: 6, K: 13, W: 25 })]) {
      expect(names.filter((name) => name.startsWith(letter))).toHaveLength(count);
    }
  });

  it.each(rows)('row $name says what meets it, and is open or closed', (row) => {
    expect(row.isWhole).toBe(true);
    expect(row.behaviour).not.toBe('');
    expect(['open', 'closed']).toContain(row.state);
    if (row.state === 'open') return;
    expect(row.answer).not.toBe('');
    // A closed row names a test, or says why there is none.
    expect(row.test).toMatch(/^(None: \S|`tests\/)/);
  });

  const named = rows.flatMap(({ name, test }) => testsNamedIn(test).map((each) => ({ name, ...each })));
  it.each(named)('row $name: $file has “$title”', ({ file, title }) => {
    expect(existsSync(join(ROOT, file))).toBe(true);
    expect(isIn(readFileSync(join(ROOT, file), 'utf8'), title)).toBe(true);
  });

  it('names each test in a form that can be looked up', () => {
    for (const { name, test } of rows) {
      const mentions = test.match(/`tests\//g)?.length ?? 0;
      expect(`${name} ${testsNamedIn(test).length}`).toBe(`${name} ${mentions}`);
    }
  });
});
