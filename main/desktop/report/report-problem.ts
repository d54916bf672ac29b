import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserWindow, shell } from 'electron';
import { strToU8, zipSync } from 'fflate';
import { replacePrivate } from '../../core/files/private-files.ts';
import type { FileDialogs } from '../settings/file-dialogs.ts';
import type { Translations } from '../shell/i18n.ts';
import { ask, askWhich } from '../shell/message-box.ts';
import { previewOf, type ReportFile, reportName } from './report-files.ts';

export interface ReportOptions {
  readonly collect: () => Promise<readonly ReportFile[]>;
  readonly t: Translations;
  readonly window: BrowserWindow | null;
  readonly dialogs: FileDialogs;
  /** Holds the preview while the person looks at it. */
  readonly folder: string;
}

/** Lists a report's files, shows them on request, and writes the report where the person says. */
export async function reportProblem(options: ReportOptions): Promise<void> {
  const files = await options.collect();
  const preview = join(options.folder, 'report-preview.txt');
  try {
    for (;;) {
      const choice = await offer(files, options);
      if (choice === 'cancel') return;
      if (choice === 'look') {
        await replacePrivate(preview, async (file) => file.writeFile(previewOf(files)));
        if ((await shell.openPath(preview)) !== '') shell.showItemInFolder(preview);
      } else if (await save(files, options)) return;
    }
  } finally {
    await rm(preview, { force: true });
  }
}

async function offer(
  files: readonly ReportFile[],
  { t, window }: ReportOptions,
): Promise<'save' | 'look' | 'cancel'> {
  const held = files.map(({ name, kind }) => `• ${t(`report.${kind}`, { name })}`);
  const choice = await askWhich(window, {
    type: 'info',
    message: t('report.message'),
    detail: [t('report.detail'), ...held, '', t('report.without')].join('\n'),
    buttons: [t('report.save'), t('report.look'), t('report.cancel')],
    defaultId: 0,
    cancelId: 2,
  });
  return (['save', 'look'] as const)[choice] ?? 'cancel';
}

/** @returns whether the report was written, or the person chose no place */
async function save(files: readonly ReportFile[], { t, window, dialogs }: ReportOptions): Promise<boolean> {
  const filePath = await dialogs.save({
    title: t('report.saveTitle'),
    name: reportName(Date.now()),
    filters: [{ name: 'ZIP', extensions: ['zip'] }],
  });
  if (filePath === null) return true;
  const zip = zipSync(Object.fromEntries(files.map(({ name, text }) => [name, strToU8(text)])));
  try {
    await replacePrivate(filePath, async (file) => file.writeFile(zip));
  } catch (error) {
    await ask(window, {
      type: 'warning',
      message: t('report.failed'),
      detail: t('report.failedDetail', { reason: reasonOf(error) }),
      buttons: [t('add.ok')],
    });
    return false;
  }
  shell.showItemInFolder(filePath);
  return true;
}

/** @returns a code such as EACCES: the error's own sentence is English and contains the whole path */
function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
