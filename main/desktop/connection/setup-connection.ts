import { join } from 'node:path';
import { app as electronApp } from 'electron';
import { z } from 'zod';
import type { ChannelOf, ConnectionCalls } from '../../../preload/contract/contract.ts';
import { Engine } from '../../core/engine.ts';
import { limitsOf } from '../../core/policy/limits.ts';
import type { ParsedPolicy } from '../../core/policy/policy.ts';
import type { SqliteStore } from '../../core/store/sqlite-store.ts';
import { systemClock } from '../../core/util/clock.ts';
import type { PreferencesControl } from '../settings/preferences.ts';
import type { SettingsFile } from '../settings/settings.ts';
import type { Translations } from '../shell/i18n.ts';
import type { HoistWindow, Ipc } from '../shell/ipc.ts';
import type { Log } from '../shell/log.ts';
import { ConnectionControl } from './connection-control.ts';
import { connectionQuestions } from './connection-questions.ts';
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
    questions: connectionQuestions(translations, mainWindow),
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
