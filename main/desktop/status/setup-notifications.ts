import { app, type BrowserWindow } from 'electron';
import type { Clock } from '../../core/util/clock.ts';
import type { PreferencesControl } from '../settings/preferences.ts';
import { APP_ID, TOAST_ACTIVATOR } from '../shell/app-id.ts';
import type { Translations } from '../shell/i18n.ts';
import type { Log } from '../shell/log.ts';
import type { Navigation } from '../windows/navigation.ts';
import { mayNotify } from './may-notify.ts';
import { Notifier } from './notifier.ts';
import type { StatusFeed } from './status-feed.ts';
import { SystemNotifications } from './system-notifications.ts';

/** Tells what came of uploads to whoever does not look at the window. Answers what has to be told of each window. */
export function setupNotifications(parts: {
  readonly status: StatusFeed;
  readonly clock: Clock;
  readonly navigation: Navigation;
  readonly preferences: PreferencesControl;
  readonly log: Pick<Log, 'error'>;
  readonly words: () => Translations;
  readonly window: () => BrowserWindow | null;
}): Notifier {
  const { status, clock, navigation, preferences, log, words, window } = parts;
  const { platform, env: environment } = process;
  const isAllowed = mayNotify({ platform, isPackaged: app.isPackaged, environment });
  if (platform === 'win32' && isAllowed) {
    app.setAppUserModelId(APP_ID);
    app.setToastActivatorCLSID(TOAST_ACTIVATOR);
  }
  const notifications = new SystemNotifications({ clicked: (go) => navigation.go(go), log });
  const news = new Notifier({
    clock,
    words,
    isWatched: () => window()?.isFocused() === true,
    isWanted: () => isAllowed && preferences.now.notifications,
    show: (kind, notice) => notifications.show(kind, notice),
    withdraw: (kind) => notifications.withdraw(kind),
  });
  status.follow((now) => news.heard(now));
  return news;
}
