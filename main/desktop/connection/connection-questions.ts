import type { ConnectionSettings } from '../../core/model/connection-settings.ts';
import type { Translations } from '../shell/i18n.ts';
import type { HoistWindow } from '../shell/ipc.ts';
import { ask } from '../shell/message-box.ts';

/** A connection that is to be removed. */
export interface Removal {
  readonly name: string;
  /** The number of its uploads that have not ended. */
  readonly waiting: number;
}

/** What ends with the sandbox. */
export interface Leaving {
  /** The number of its uploads that have not ended. */
  readonly waiting: number;
  /** The number of folders that are watched for it. */
  readonly folders: number;
}

/** What the person is asked before a connection changes. Each resolves to whether they said yes. */
export interface ConnectionQuestions {
  /** Whether files may go to this account from now on. */
  mayChange(account: ConnectionSettings): Promise<boolean>;
  /** Whether a connection may be forgotten, with what waits for it. */
  mayRemove(removal: Removal): Promise<boolean>;
  /** Whether the sandbox may end, with its uploads and folders: nobody can get these back. */
  mayLeave(leaving: Leaving): Promise<boolean>;
}

/**
 * Asks in dialogs outside of the window, since whoever controls the page could else have the person's files sent to their
 * own account.
 */
export function connectionQuestions(
  translations: () => Translations,
  mainWindow: HoistWindow,
): ConnectionQuestions {
  return {
    mayChange({ baseUrl, userId }) {
      const t = translations();
      return ask(mainWindow.current, {
        type: 'question',
        message: t('accountChange.question'),
        detail: t('accountChange.detail', { server: new URL(baseUrl).host, user: userId }),
        buttons: [t('accountChange.change'), t('accountChange.cancel')],
        defaultId: 0,
        cancelId: 1,
      });
    },
    mayRemove({ name, waiting }) {
      const t = translations();
      const stays = t('removeConnection.detail');
      return ask(mainWindow.current, {
        type: 'warning',
        message: t('removeConnection.question', { name }),
        detail: waiting === 0 ? stays : `${t('removeConnection.waiting', { count: waiting })}\n\n${stays}`,
        buttons: [t('removeConnection.remove'), t('removeConnection.cancel')],
        defaultId: 1,
        cancelId: 1,
      });
    },
    mayLeave(leaving) {
      const t = translations();
      return ask(mainWindow.current, {
        type: 'question',
        message: t('leaveSandbox.question'),
        detail: `${endsText(leaving, t)}\n\n${t('leaveSandbox.stays')}`,
        buttons: [t('leaveSandbox.leave'), t('leaveSandbox.cancel')],
        defaultId: 1,
        cancelId: 1,
      });
    },
  };
}

/** @returns sentences that say what ends with the sandbox */
export function endsText({ waiting, folders }: Leaving, t: Translations): string {
  return [
    ...(waiting === 0 ? [] : [t('leaveSandbox.waiting', { count: waiting })]),
    ...(folders === 0 ? [] : [t('leaveSandbox.folders', { count: folders })]),
  ].join(' ');
}
