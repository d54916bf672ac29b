import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, type BrowserWindow, shell } from 'electron';
import { replacePrivate } from '../../core/files/private-files.ts';
import type { Translations } from '../shell/i18n.ts';
import { ask } from '../shell/message-box.ts';
import { versionLines } from '../shell/versions.ts';

/** Shows Hoist's version and parts. The licences open in the system's program for texts. */
export async function showAbout(options: {
  readonly t: Translations;
  readonly window: BrowserWindow | null;
  /** Holds what was built, with the licences. */
  readonly outFolder: string;
}): Promise<void> {
  const { t, window, outFolder } = options;
  const isEnough = await ask(window, {
    type: 'info',
    message: `Hoist ${app.getVersion()}`,
    detail: [t('about.what'), '', ...versionLines(process.versions), '', t('about.licence')].join('\n'),
    buttons: [t('about.ok'), t('about.licences')],
    defaultId: 0,
    cancelId: 0,
  });
  if (!isEnough) await showLicences(outFolder);
}

/** Opens a copy, since no other program can read the app's archive. */
async function showLicences(outFolder: string): Promise<void> {
  const copy = join(app.getPath('userData'), 'licenses.txt');
  const licences = await readFile(join(outFolder, 'licenses.txt'));
  await replacePrivate(copy, async (file) => file.writeFile(licences));
  if ((await shell.openPath(copy)) !== '') shell.showItemInFolder(copy);
}
