import { join } from 'node:path';
import { app as electronApp } from 'electron';
import { z } from 'zod';
import type { ChannelOf, ConnectionCalls } from '../../../preload/contract/contract.ts';
import { Engine } from '../../core/engine.ts';
import type { ConnectionSettings } from '../../core/model/connection-settings.ts';
import { limitsOf } from '../../core/policy/limits.ts';
import type { ParsedPolicy } from '../../core/policy/policy.ts';
import type { SqliteStore } from '../../core/store/sqlite-store.ts';
import { systemClock } from '../../core/util/clock.ts';
import type { PreferencesControl } from '../settings/preferences.ts';
import type { SettingsFile } from '../settings/settings.ts';
import type { Translations } from '../shell/i18n.ts';
import type { HoistWindow, Ipc } from '../shell/ipc.ts';
import type { Log } from '../shell/log.ts';
import { ask } from '../shell/message-box.ts';
import { ConnectionControl, type Leaving, type Removal } from './connection-control.ts';
import { systemNetwork } from './electron-proxy.ts';

const draft = z.strictObject({
  name: z.string().max(100),
  baseUrl: z.string().max(2000),
  apiKey: z.string().max(4000),
  userId: z.string().max(100),
});

const target = z.enum(['account', 'new']);
const connectionId = z.string().max(3000);

/** The engine, with the limits and the network that the person's settings and the system give. */
export function setupEngine(options: {
  readonly store: SqliteStore;
  readonly organisation: ParsedPolicy;
  readonly settings: SettingsFile;
  readonly preferences: PreferencesControl;
}): Engine {
  const { store, settings, preferences } = options;
  const { policy } = options.organisation;
  const limits = () => limitsOf(process.env, settings.read(), policy);
  const engine = new Engine({
    store,
    trailStore: store.trails,
    dataFolder: electronApp.getPath('userData'),
    limits: limits(),
    network: systemNetwork(policy),
  });
  preferences.subscribe(({ maxBytesPerSecond, conversionRule, processingMinutes }) => {
    engine.queue.schedule.changeLimits(limits());
    engine.queue.changePatience(processingMinutes * 60_000);
    engine.bandwidth.change(maxBytesPerSecond);
    engine.conversionRule = conversionRule;
  });
  return engine;
}

interface SetupConnectionOptions {
  readonly ipc: Ipc;
  readonly quit: { onClose(close: () => void | Promise<void>): void };
  readonly engine: Engine;
  readonly store: SqliteStore;
  readonly settings: SettingsFile;
  readonly organisation: ParsedPolicy;
  readonly mainWindow: HoistWindow;
  readonly log: Log;
  readonly translations: () => Translations;
}

/** The connection to the server, which the window sees and changes. It is not connected before its `start`. */
export function setupConnection(app: SetupConnectionOptions): ConnectionControl {
  const { ipc, quit, engine, store, settings, organisation, mainWindow, log, translations } = app;
  const connection = new ConnectionControl({
    engine,
    file: settings,
    clock: systemClock,
    locked: organisation.policy.locked,
    sandboxFolder: join(electronApp.getPath('userData'), 'sandbox'),
    confirmChange: (account) => confirmAccountChange(account, translations(), mainWindow),
    confirmRemoval: (removal) => confirmRemoval(removal, translations(), mainWindow),
    confirmLeaving: (leaving) => confirmLeaving(leaving, translations(), mainWindow),
    foldersFor: (isMeant) =>
      store.watch
        .ownedBy('app')
        .folders()
        .filter(({ destination }) => destination !== null && isMeant(destination)).length,
  });
  quit.onClose(() => connection.close());
  connection.on('changed', (view) => ipc.push('connection:changed', view));
  log.hide((text) => connection.withoutKey(text));
  ipc.serve<ChannelOf<ConnectionCalls>>({
    'connection:get': { payload: [], handle: () => connection.view() },
    'connection:test': { payload: [draft, target], handle: (settings, of) => connection.test(settings, of) },
    'connection:save': { payload: [draft, target], handle: (settings, of) => connection.save(settings, of) },
    'connection:switch': { payload: [connectionId], handle: (id) => connection.switchTo(id) },
    'connection:remove': { payload: [connectionId], handle: (id) => connection.remove(id) },
    'connection:use-sandbox': { payload: [], handle: () => connection.useSandbox() },
    'connection:leave-sandbox': { payload: [], handle: () => connection.leaveSandbox() },
  });
  return connection;
}

/**
 * Asks whether files may go to another account from now on. The dialog is outside of the window, since whoever controls
 * the page could else have the person's files sent to their own account.
 */
function confirmAccountChange(
  { baseUrl, userId }: ConnectionSettings,
  t: Translations,
  mainWindow: HoistWindow,
): Promise<boolean> {
  return ask(mainWindow.current, {
    type: 'question',
    message: t('accountChange.question'),
    detail: t('accountChange.detail', { server: new URL(baseUrl).host, user: userId }),
    buttons: [t('accountChange.change'), t('accountChange.cancel')],
    defaultId: 0,
    cancelId: 1,
  });
}

/** Asks whether a connection may be forgotten, with what waits for it. Outside of the window, as for another account. */
function confirmRemoval(
  { name, waiting }: Removal,
  t: Translations,
  mainWindow: HoistWindow,
): Promise<boolean> {
  const stays = t('removeConnection.detail');
  return ask(mainWindow.current, {
    type: 'warning',
    message: t('removeConnection.question', { name }),
    detail: waiting === 0 ? stays : `${t('removeConnection.waiting', { count: waiting })}\n\n${stays}`,
    buttons: [t('removeConnection.remove'), t('removeConnection.cancel')],
    defaultId: 1,
    cancelId: 1,
  });
}

/** Asks whether the sandbox may end, with its uploads and folders: nobody can get these back. */
function confirmLeaving(
  { waiting, folders }: Leaving,
  t: Translations,
  mainWindow: HoistWindow,
): Promise<boolean> {
  const ends = [
    ...(waiting === 0 ? [] : [t('leaveSandbox.waiting', { count: waiting })]),
    ...(folders === 0 ? [] : [t('leaveSandbox.folders', { count: folders })]),
  ];
  return ask(mainWindow.current, {
    type: 'question',
    message: t('leaveSandbox.question'),
    detail: `${ends.join(' ')}\n\n${t('leaveSandbox.stays')}`,
    buttons: [t('leaveSandbox.leave'), t('leaveSandbox.cancel')],
    defaultId: 1,
    cancelId: 1,
  });
}
