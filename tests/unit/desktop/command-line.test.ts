import { describe, expect, it } from 'vitest';
import { commandFrom, filesFrom } from '../../../main/desktop/command-line.ts';

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

describe("the terminal's command on the app's command line", () => {
  it.each<[string, string[], boolean, string[] | null]>([
    ['none', ['/opt/hoist'], false, null],
    ['with its arguments', ['/opt/hoist', 'upload', '--json', 'a.pdf'], false, ['upload', '--json', 'a.pdf']],
    ["after Chromium's switches", ['/opt/hoist', '--no-sandbox', 'history'], false, ['history']],
    ['unpackaged', ['electron', '.', 'watch', '/in'], true, ['watch', '/in']],
    ['not a file of that name', ['/opt/hoist', '/home/me/upload'], false, null],
    ['not after a file', ['/opt/hoist', '/a.pdf', 'upload'], false, null],
    ['not a switch of that name', ['/opt/hoist', '--upload'], false, null],
  ])('%s', (_what, argv, isDefaultApp, expected) => {
    expect(commandFrom(argv, isDefaultApp)).toEqual(expected);
  });
});
