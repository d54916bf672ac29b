import { app, clipboard, shell } from 'electron';
import { namedAnywhere } from '../../core/files/drive/named-anywhere.ts';
import type { Engine } from '../../core/engine.ts';
import type { History } from '../../core/store/history.ts';
import { ask } from '../shell/message-box.ts';
import { uploadPastAgain } from '../add/upload-again.ts';
import type { Leaving } from '../windows/close-behavior.ts';
import type { Log } from '../shell/log.ts';
import type { Navigation } from '../windows/navigation.ts';
import type { PreferencesControl } from '../settings/preferences.ts';
import type { QuickWays } from '../add/add-actions.ts';
import { shownName } from '../shell/display-name.ts';
import type { Words } from '../shell/i18n.ts';
import type { TrayWish } from './tray-menu.ts';

export interface WishParts {
  readonly engine: Engine;
  readonly history: Pick<History, 'find'>;
  readonly quickWays: QuickWays;
  readonly preferences: PreferencesControl;
  readonly navigation: Navigation;
  readonly leaving: Leaving;
  readonly log: Pick<Log, 'error'>;
  readonly words: () => Words;
  readonly showWindow: () => void;
}

/** Does what is wished for in the tray. What cannot be done is said, since there may be no window to say it. */
export function fulfil(wish: TrayWish, parts: WishParts): void {
  act(wish, parts).catch((error: unknown) => {
    parts.log.error(`tray: ${wish.wish}`, error);
    const t = parts.words();
    void say(t, t('tray.failed'), error instanceof Error ? error.message : String(error));
  });
}

async function act(wish: TrayWish, parts: WishParts): Promise<void> {
  const { engine, quickWays, navigation } = parts;
  const { queue } = engine;
  const t = parts.words();
  switch (wish.wish) {
    case 'choose-files':
      // Without a window of its own in front, the dialog would open behind those of other apps.
      if (process.platform === 'darwin') app.focus({ steal: true });
      return quickWays.choose('files');
    case 'upload-clipboard':
      return quickWays.uploadClipboard();
    case 'copy-id':
      return clipboard.writeText(wish.fileId);
    case 'reveal': {
      const { path, name } = wish.upload;
      const isThere = await namedAnywhere.look(path).then(
        () => true,
        () => false,
      );
      if (!isThere) return say(t, t('tray.gone', { name: shownName(name) }));
      return shell.showItemInFolder(path);
    }
    case 'upload-again': {
      const { id, name } = wish.upload;
      if (queue.uploadAgain([id]) > 0) return;
      // Its row has been taken out since the menu was opened.
      const past = parts.history.find(id);
      const { queued } = await uploadPastAgain(engine, past === undefined ? [] : [past]);
      return queued > 0 ? undefined : say(t, t('tray.gone', { name: shownName(name) }));
    }
    case 'pause':
      return queue.pause();
    case 'resume':
      return queue.resume();
    case 'open':
      return parts.showWindow();
    case 'settings':
      return navigation.go({ screen: 'settings', uploadId: null });
    case 'go':
      return navigation.go(wish.to);
    case 'quit':
      return parts.leaving.quit();
  }
}

async function say(t: Words, message: string, detail?: string): Promise<void> {
  const more = detail === undefined ? {} : { detail };
  await ask(null, { type: 'info', message, buttons: [t('add.ok')], defaultId: 0, cancelId: 0, ...more });
}
