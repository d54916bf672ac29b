import { app } from 'electron';
import { PLAIN_START } from '../shell/command-line.ts';
import type { Translations } from '../shell/i18n.ts';
import type { Log } from '../shell/log.ts';
import { askWhich } from '../shell/message-box.ts';
import { relaunch } from '../system/relaunch.ts';

/**
 * Errors that nobody caught: they are logged and told once. The queue is on disk, so going on is safe and so is
 * starting anew; the person chooses.
 * @param options.words null as long as nobody knows the language
 */
export function setupUncaughtErrors(options: {
  readonly log: Pick<Log, 'error'>;
  readonly words: () => Translations;
  readonly showLog: () => void;
}): void {
  let told = false;
  const tell = (what: string) => (error: unknown) => {
    options.log.error(what, error);
    if (told || !app.isReady()) return;
    told = true;
    offerRestart(options).catch((failure) => options.log.error('telling of trouble', failure));
  };
  // A terminal that has gone, or a full disk that they lead to, is no trouble: what counts is in the log.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  process.on('uncaughtException', tell('uncaught error'));
  process.on('unhandledRejection', tell('unhandled rejection'));
}

async function offerRestart(options: {
  readonly words: () => Translations;
  readonly showLog: () => void;
}): Promise<void> {
  const t = options.words();
  const response = await askWhich(null, {
    type: 'warning',
    message: t('trouble.message'),
    detail: t('trouble.detail'),
    buttons: [t('trouble.restart'), t('trouble.goOn'), t('trouble.showLog')],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 2) options.showLog();
  if (response !== 0) return;
  relaunch(PLAIN_START);
  app.quit();
}
