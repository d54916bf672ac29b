import { app, type BrowserWindow } from 'electron';
import type { Clock } from '../../core/util/clock.ts';
import { APP_ID, TOAST_ACTIVATOR } from '../shell/app-id.ts';
import type { Log } from '../shell/log.ts';
import type { Navigation } from '../windows/navigation.ts';
import type { OverviewFeed } from './status-feed.ts';
import type { PreferencesControl } from '../settings/preferences.ts';
import type { Words } from '../shell/i18n.ts';
import { mayNotify } from './may-notify.ts';
import { News } from './notifier.ts';
import { SystemNotifications } from './system-notifications.ts';

/** Tells what came of uploads to whoever does not look at the window. Answers what has to be told of each window. */
export function setupNotifications(parts: {
  readonly overview: OverviewFeed;
  readonly clock: Clock;
  readonly navigation: Navigation;
  readonly preferences: PreferencesControl;
  readonly log: Pick<Log, 'error'>;
  readonly words: () => Words;
  readonly window: () => BrowserWindow | null;
}): News {
  const { overview, clock, navigation, preferences, log, words, window } = parts;
  const { platform, env: environment } = process;
  const isAllowed = mayNotify({ platform, isPackaged: app.isPackaged, environment });
  if (platform === 'win32' && isAllowed) {
    app.setAppUserModelId(APP_ID);
    app.setToastActivatorCLSID(TOAST_ACTIVATOR);
  }
  const notifications = new SystemNotifications({ clicked: (go) => navigation.go(go), log });
  const news = new News({
    ...{ clock, words },
    isWatched: () => window()?.isFocused() === true,
    isWanted: () => isAllowed && preferences.now.notifications,
    show: (kind, notice) => notifications.show(kind, notice),
    withdraw: (kind) => notifications.withdraw(kind),
  });
  overview.follow((now) => news.heard(now));
  return news;
}
