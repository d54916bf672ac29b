import type { Engine } from '../../core/engine.ts';
import { systemClock } from '../../core/util/clock.ts';
import type { ConnectionControl } from '../connection/connection-control.ts';
import type { LanguageControl } from '../settings/language.ts';
import type { PreferencesControl } from '../settings/preferences.ts';
import type { Translations } from '../shell/i18n.ts';
import type { Log } from '../shell/log.ts';
import type { MainWindow } from '../windows/main-window.ts';
import type { Navigation } from '../windows/navigation.ts';
import { setupKeepAwake } from './power-save-blocker.ts';
import { setupNotifications } from './setup-notifications.ts';
import { StatusFeed } from './status-feed.ts';
import { setupTaskbar } from './taskbar.ts';

/** Shows the queue's status outside of the window. The tray, which comes later, subscribes to the returned feed. */
export function setupStatus(app: {
  readonly engine: Engine;
  readonly connection: ConnectionControl;
  readonly language: LanguageControl;
  readonly preferences: PreferencesControl;
  readonly navigation: Navigation;
  readonly mainWindow: MainWindow;
  readonly log: Log;
  readonly translations: () => Translations;
  /** Holds what was built, with the tray's icons. */
  readonly outFolder: string;
}): StatusFeed {
  const { engine, connection, language, preferences } = app;
  const status = new StatusFeed({
    queue: engine.queue,
    clock: systemClock,
    isConnected: () => connection.isConnected,
    connectionName: () => connection.shown.name,
    isElsewhere: (destination) => connection.shown.isElsewhere(destination),
  });
  connection.on('switched', () => status.startOver());
  connection.on('changed', () => status.touch());
  language.subscribe(() => status.touch());
  setupTaskbar({ ...app, status });
  setupNotifications({ ...app, status });
  setupKeepAwake(engine.queue, preferences);
  return status;
}
