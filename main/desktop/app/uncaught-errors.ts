import { app, dialog } from 'electron';
import { PLAIN_START } from '../shell/command-line.ts';
import { spokenLanguage, type Translations, wordsIn } from '../shell/i18n.ts';
import type { Log } from '../shell/log.ts';
import { askWhich } from '../shell/message-box.ts';
import { relaunch } from '../system/relaunch.ts';
import { startFailure } from './start-error.ts';

interface UncaughtErrorsOptions {
  readonly log: Pick<Log, 'error'>;
  readonly translations: () => Translations;
  readonly help: { showLog(): Promise<void> };
}

/**
 * Logs each error that nobody caught, and shows a dialog for the first one. The queue is on disk, so continuing and
 * restarting are both safe; the person chooses.
 */
export function setupUncaughtErrors(options: UncaughtErrorsOptions): void {
  let isShown = false;
  const handle = (what: string) => (error: unknown) => {
    options.log.error(what, error);
    if (isShown || !app.isReady()) return;
    isShown = true;
    offerRestart(options).catch((failure) => options.log.error('showing an uncaught error', failure));
  };
  // A closed terminal or a full disk behind these streams does no harm: the log has everything.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  process.on('uncaughtException', handle('uncaught error'));
  process.on('unhandledRejection', handle('unhandled rejection'));
}

/** Shows why Hoist could not start, and ends it. */
export function failToStart(log: Pick<Log, 'error'>, error: unknown): void {
  log.error('starting', error);
  const t = wordsIn(spokenLanguage('system', app.getLocale()));
  dialog.showErrorBox(t('uncaughtError.startMessage'), startFailure(error, t));
  app.exit(1);
}

async function offerRestart(options: UncaughtErrorsOptions): Promise<void> {
  const t = options.translations();
  const response = await askWhich(null, {
    type: 'warning',
    message: t('uncaughtError.message'),
    detail: t('uncaughtError.detail'),
    buttons: [t('uncaughtError.restart'), t('uncaughtError.goOn'), t('uncaughtError.showLog')],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 2) void options.help.showLog();
  if (response !== 0) return;
  relaunch(PLAIN_START);
  app.quit();
}
