import { describe, expect, it } from 'vitest';
import { autostartEntry, isAutostartOn } from '../../../../main/desktop/system/autostart-entry.ts';

const execOf = (path: string, ...args: string[]) => /^Exec=(.*)$/m.exec(autostartEntry({ path, args }))?.[1];

describe('autostartEntry', () => {
  it('starts the program with its arguments', () => {
    expect(autostartEntry({ path: '/opt/Hoist/hoist', args: ['--hidden'] })).toBe(
      '[Desktop Entry]\nType=Application\nName=Hoist\nExec=/opt/Hoist/hoist --hidden\nTerminal=false\n',
    );
  });

  it.each([
    ['/home/ada/My apps/Hoist.AppImage', '"/home/ada/My apps/Hoist.AppImage"'],
    [
      '/home/ada/100% mine/hoist',
      String.raw`sh -c "exec \\"\\$0\\" \\"\\$@\\"" "/home/ada/100%% mine/hoist"`,
    ],
    ['/home/a"da/hoist', '"/home/a\\\\"da/hoist"'],
    ['/home/$(id)`id`/hoist', '"/home/\\\\$(id)\\\\`id\\\\`/hoist"'],
    ['/home/back\\slash', '"/home/back\\\\\\\\slash"'],
    ['/home/new\nExec=evil', '"/home/new\\nExec=evil"'],
  ])('of %j runs nothing else', (path, expected) => {
    expect(execOf(path)).toBe(expected);
  });

  it('is on unless the desktop has turned it off', () => {
    const entry = autostartEntry({ path: '/opt/Hoist/hoist', args: ['--hidden'] });
    expect(isAutostartOn(entry)).toBe(true);
    expect(isAutostartOn(`${entry}Hidden=true\n`)).toBe(false);
    expect(isAutostartOn(`${entry}X-GNOME-Autostart-enabled=false\n`)).toBe(false);
    expect(isAutostartOn('')).toBe(false);
  });
});
