import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { ShortcutDetails } from 'electron';
import { describe, expect, it } from 'vitest';
import { AutostartFile } from '../../../main/desktop/system/autostart-file.ts';
import { SendTo } from '../../../main/desktop/system/send-to.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const program = { path: '/opt/Hoist/hoist', args: ['--hidden'] };

describe('the autostart file', () => {
  it('is written and taken away, and says how it is', async () => {
    await using folder = await tempFolder();
    const file = new AutostartFile(folder.at('config'), program);
    expect(file.state).toBe('off');
    file.set(true);
    expect(file.state).toBe('on');
    expect(await readFile(folder.at('config/autostart/hoist.desktop'), 'utf8')).toContain(
      'Exec=/opt/Hoist/hoist --hidden\n',
    );
    file.set(false);
    file.set(false);
    expect(file.state).toBe('off');
  });

  it('follows a program that was moved, and leaves alone what was turned off', async () => {
    await using folder = await tempFolder();
    const path = folder.at('autostart/hoist.desktop');
    new AutostartFile(folder.path, { path: '/old/Hoist.AppImage', args: ['--hidden'] }).set(true);
    const file = new AutostartFile(folder.path, program);
    file.mend();
    expect(await readFile(path, 'utf8')).toContain('Exec=/opt/Hoist/hoist --hidden\n');
    const off = '[Desktop Entry]\nExec=/old/hoist\nHidden=true\n';
    await writeFile(path, off);
    file.mend();
    expect([file.state, await readFile(path, 'utf8')]).toEqual(['off', off]);
  });
});

describe('the “Send to” menu', () => {
  it('has Hoist as long as its shortcut is there', async () => {
    await using folder = await tempFolder();
    await mkdir(folder.at('Microsoft/Windows/SendTo'), { recursive: true });
    const written: ShortcutDetails[] = [];
    const sendTo = new SendTo({
      appData: folder.path,
      program: { path: 'C:\\Hoist\\Hoist.exe', args: ['C:\\my app'] },
      writeLink: (path, link) => {
        written.push(link);
        void writeFile(path, '');
        return true;
      },
    });
    expect(sendTo.isThere).toBe(false);
    sendTo.set(true);
    await expect.poll(() => sendTo.isThere).toBe(true);
    expect(written).toEqual([{ target: 'C:\\Hoist\\Hoist.exe', args: '"C:\\my app"' }]);
    sendTo.set(false);
    expect(sendTo.isThere).toBe(false);
  });

  it('says so where Windows makes no shortcut', async () => {
    await using folder = await tempFolder();
    const sendTo = new SendTo({ appData: folder.path, program, writeLink: () => false });
    expect(() => sendTo.set(true)).toThrow('Windows did not make the shortcut');
  });
});
