import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  argumentsToRestart,
  commandFrom,
  launchOptionsFrom,
  PLAIN_START,
} from '../../../../main/desktop/shell/command-line.ts';
import { makeProgram } from '../../../../main/terminal/program.ts';

const optionsOf = (argv: readonly string[], isDefaultApp = false) =>
  launchOptionsFrom(argv, isDefaultApp, '/home/me');

describe('launchOptionsFrom, on files', () => {
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
      'as Linux desktops name them, and none of another computer',
      ['/opt/hoist', 'file:///home/ada/An%20offer%20%C3%BC.pdf', 'file://elsewhere/x.pdf', 'file:///%2F.pdf'],
      false,
      ['/home/ada/An offer ü.pdf'],
    ],
    [
      'below the home folder, where no shell has replaced it',
      ['/opt/hoist', '~/a.pdf', '~b.pdf'],
      false,
      [join(homedir(), 'a.pdf'), '/home/me/~b.pdf'],
    ],
    [
      'odd names',
      ['/opt/hoist', 'a b "c"\n.pdf', '🎉.txt'],
      false,
      ['/home/me/a b "c"\n.pdf', '/home/me/🎉.txt'],
    ],
  ])('%s', (_what, argv, isDefaultApp, expected) => {
    expect(optionsOf(argv, isDefaultApp).files).toEqual(expected);
  });

  it('ignores an empty argument', () => {
    expect(optionsOf(['/opt/hoist', ''])).toEqual(PLAIN_START);
  });
});

describe('launchOptionsFrom, on switches', () => {
  it('reads the switches for a hidden start and for the clipboard', () => {
    expect(optionsOf(['/opt/hoist', '--hidden'])).toEqual({ ...PLAIN_START, isHidden: true });
    expect(optionsOf(['/opt/hoist', '--upload-clipboard'])).toEqual({
      ...PLAIN_START,
      uploadsClipboard: true,
    });
  });

  it('ignores other switches that contain them', () => {
    expect(optionsOf(['/opt/hoist', '--hidden=no', '--upload-clipboards'])).toEqual(PLAIN_START);
  });
});

describe('argumentsToRestart', () => {
  it('shows the window and adds no file again, with the switches of the first start', () => {
    const first = ['/opt/hoist', '--no-sandbox', '--hidden', '/a.pdf', '--upload-clipboard', '--lang=de'];
    expect(argumentsToRestart(PLAIN_START, first, false)).toEqual(['--no-sandbox', '--lang=de']);
    expect(argumentsToRestart(PLAIN_START, ['electron', '--inspect', '.', 'a.pdf'], true)).toEqual([
      ...['.', '--inspect'],
    ]);
  });

  it('passes requests on that came too late for this start', () => {
    const late = {
      files: ['/late.pdf', '/a b.pdf'],
      fileList: '/data/file-lists/1.json',
      isHidden: true,
      uploadsClipboard: true,
    };
    const first = ['/opt/hoist', '--no-sandbox', '--file-list=/data/file-lists/0.json', '/a.pdf'];
    expect(optionsOf(['/opt/hoist', ...argumentsToRestart(late, first, false)])).toEqual(late);
    expect(
      optionsOf(['electron', ...argumentsToRestart(late, ['electron', '.', '/a.pdf'], true)], true),
    ).toEqual(late);
  });
});

describe('launchOptionsFrom, on a link', () => {
  it.each([
    ['alone', ['hoist:']],
    ['with a path', ['hoist:///home/me/secret.pdf']],
    ['in capitals', ['HOIST:/home/me/secret.pdf']],
    ['that came apart into a file', ['hoist:x', '/home/me/secret.pdf']],
    ['after a file', ['/home/me/secret.pdf', 'hoist:x']],
    ['that came apart into switches', ['hoist:x', '--upload-clipboard', '--hidden']],
    ['after the end of the switches', ['--', 'hoist:x', '/home/me/secret.pdf']],
    ['that came apart into a command', ['hoist:x', 'upload', '/home/me/secret.pdf']],
    ['before which a command stands', ['upload', '/home/me/secret.pdf', 'hoist:x']],
  ])('only opens the window: %s', (_what, given) => {
    expect(optionsOf(['/opt/hoist', ...given])).toEqual(PLAIN_START);
    expect(optionsOf(['electron', '.', ...given], true)).toEqual(PLAIN_START);
    expect(commandFrom(['/opt/hoist', ...given], false)).toBeNull();
  });
});

describe('commandFrom', () => {
  it.each<[string, string[], boolean, string[] | null]>([
    ['none', ['/opt/hoist'], false, null],
    ['with its arguments', ['/opt/hoist', 'upload', '--json', 'a.pdf'], false, ['upload', '--json', 'a.pdf']],
    ["after Chromium's switches", ['/opt/hoist', '--no-sandbox', 'history'], false, ['history']],
    ['unpackaged', ['electron', '.', 'watch', '/in'], true, ['watch', '/in']],
    [
      'unpackaged, with switches before the app',
      ['electron', '--user-data-dir=/data', '.', '--no-sandbox', 'watch', '/in'],
      true,
      ['watch', '/in'],
    ],
    ['unpackaged, none', ['electron', '--user-data-dir=/data', '.'], true, null],
    ['not a file of that name', ['/opt/hoist', '/home/me/upload'], false, null],
    ['not after a file', ['/opt/hoist', '/a.pdf', 'upload'], false, null],
    ['not a switch of that name', ['/opt/hoist', '--upload'], false, null],
  ])('%s', (_what, argv, isDefaultApp, expected) => {
    expect(commandFrom(argv, isDefaultApp)).toEqual(expected);
  });

  it('finds each command that the terminal has', () => {
    for (const name of [...makeProgram('/').commands.map((command) => command.name()), 'help']) {
      expect(commandFrom(['/opt/hoist', name], false)).toEqual([name]);
    }
  });
});
