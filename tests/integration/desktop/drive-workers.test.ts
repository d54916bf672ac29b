import { writeFile } from 'node:fs/promises';
import { expect, it, vi } from 'vitest';
import { Drive } from '../../../main/core/files/drive/drive.ts';
import { filesOnDrive } from '../../../main/core/watch/drive-files.ts';
import { utilityWorker } from '../../../main/desktop/folders/drive-workers.ts';
import { becomeReady } from '../../electron-stand-in/lifecycle.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { sha256Of } from '../../support/uploads.ts';

vi.mock('electron', () => import('../../electron-stand-in/modules/utility-process.ts'));

it('the process of a drive is one of Electron’s in the app, and does the same work', async () => {
  await using folder = await tempFolder();
  await writeFile(folder.at('a.pdf'), 'x'.repeat(100_000));
  becomeReady();
  const drive = new Drive(folder.path, utilityWorker);
  try {
    const files = filesOnDrive(drive, { include: [], exclude: [] });
    const fingerprint = await files.fingerprint(folder.at('a.pdf'));
    const { sha256 } = await files.content(folder.at('a.pdf'), fingerprint, new AbortController().signal);
    expect(sha256).toBe(await sha256Of(folder.at('a.pdf')));
    const id = await drive.call('open', [folder.at('a.pdf')]);
    expect(await drive.call('read', [id, 70_000, 50_000])).toHaveLength(50_000);
    await expect(files.root(folder.at('gone'))).rejects.toMatchObject({ code: 'ENOENT', syscall: 'stat' });
  } finally {
    drive.leave();
  }
});
