/** What nobody catches in the main process, as in Electron's lib/browser/init.ts. */
import { dialog } from './modules/answers-of-people.ts';
import { endProcess } from './runtime.ts';
import { NotImplementedError } from './strict.ts';

/** An error is shown in a box, and the app lives on. A rejection is a warning. An app that listens sees to both itself. */
export function surviveErrors(): void {
  process.on('uncaughtException', (error) => {
    // What is not there must not pass for what Electron does.
    if (error instanceof NotImplementedError) {
      console.error(error);
      endProcess(1);
    }
    if (process.listenerCount('uncaughtException') > 1) return;
    const text = error instanceof Error ? (error.stack ?? String(error)) : String(error);
    dialog.showErrorBox('A JavaScript error occurred in the main process', `Uncaught Exception:\n${text}`);
  });
  process.on('unhandledRejection', (reason) => {
    if (process.listenerCount('unhandledRejection') > 1) return;
    console.error('UnhandledPromiseRejectionWarning:', reason);
  });
}
