import { describe, expect, it } from 'vitest';
import { filesFrom } from '../../../main/desktop/command-line.ts';

describe("the files on the app's command line", () => {
  it.each<[string, string[], boolean, string[]]>([
    ['none', ['/opt/hoist'], false, []],
    [
      'absolute and relative',
      ['/opt/hoist', '/a.pdf', 'b.pdf', '../c.pdf'],
      false,
      ['/a.pdf', '/home/me/b.pdf', '/home/c.pdf'],
    ],
    [
      'without switches',
      ['/opt/hoist', '--no-sandbox', '--lang=de', 'a.pdf', '-v'],
      false,
      ['/home/me/a.pdf'],
    ],
    ["without the app's folder", ['electron', '--inspect', '.', 'a.pdf'], true, ['/home/me/a.pdf']],
    [
      'odd names',
      ['/opt/hoist', 'a b "c"\n.pdf', '🎉.txt'],
      false,
      ['/home/me/a b "c"\n.pdf', '/home/me/🎉.txt'],
    ],
  ])('%s', (_what, argv, isDefaultApp, expected) => {
    expect(filesFrom(argv, isDefaultApp, '/home/me')).toEqual(expected);
  });

  it('an empty argument is no wish to upload the working folder', () => {
    expect(filesFrom(['/opt/hoist', ''], false, '/home/me')).toEqual([]);
  });
});
