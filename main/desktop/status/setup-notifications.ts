import { app } from 'electron';
import { systemClock } from '../../core/util/clock.ts';
import type { PreferencesControl } from '../settings/preferences.ts';
import { APP_ID, TOAST_ACTIVATOR } from '../shell/app-id.ts';
import type { Translations } from '../shell/i18n.ts';
import type { Log } from '../shell/log.ts';
import { mayNotify } from '../system/passing-copy.ts';
import type { MainWindow } from '../windows/main-window.ts';
import type { Navigation } from '../windows/navigation.ts';
import { Notifier } from './notifier.ts';
import type { StatusFeed } from './status-feed.ts';
import { SystemNotifications } from './system-notifications.ts';

/** Notifies a person who does not look at the window of finished batches and of a blocked queue. */
export function setupNotifications(parts: {
  readonly status: StatusFeed;
  readonly navigation: Navigation;
  readonly preferences: PreferencesControl;
  readonly log: Pick<Log, 'error'>;
  readonly translations: () => Translations;
  readonly mainWindow: MainWindow;
}): void {
  const { status, navigation, preferences, log, translations, mainWindow } = parts;
  const { platform, env: environment } = process;
  const isAllowed = mayNotify({ platform, isPackaged: app.isPackaged, environment });
  if (platform === 'win32' && isAllowed) {
    app.setAppUserModelId(APP_ID);
    app.setToastActivatorCLSID(TOAST_ACTIVATOR);
  }
  const notifications = new SystemNotifications({ clicked: (go) => navigation.go(go), log });
  const notifier = new Notifier({
    clock: systemClock,
    translations,
    isWatched: () => mainWindow.current?.isFocused() === true,
    isWanted: () => isAllowed && preferences.now.notifications,
    show: (kind, notice) => notifications.show(kind, notice),
    withdraw: (kind) => notifications.withdraw(kind),
  });
  status.subscribe((now) => notifier.update(now));
  mainWindow.on('opened', (window) => window.on('focus', () => notifier.markSeen()));
}
