/**
 * All that passes between the main process and the window.
 *
 * `BridgeCalls` and `BridgeEvents` map each method of the bridge to its channel and types. The main process, the
 * preload bridge, the window and the fakes of the tests derive theirs from these two. Everything here is plain data
 * that survives structured clone. It carries no API key towards the window, and no signed URL anywhere.
 */

import type { ActivityCalls } from './activity.ts';
import type { AddCalls, AddResult } from './add.ts';
import type { DataCalls, NavigationEvents, SystemCalls, UpdateCalls, UpdateEvents } from './app.ts';
import type { ConnectionCalls, ConnectionEvents } from './connection.ts';
import type { CopyCalls, CopyEvents } from './copy.ts';
import type { Retention } from './core.ts';
import type { DetailsCalls } from './details.ts';
import type { DroppedFolder, FolderCalls, FolderEvents } from './folders.ts';
import type { HistoryCalls, HistoryEvents } from './history.ts';
import type { LibraryCalls, LibraryEvents } from './library.ts';
import type { OrganisationCalls } from './organisation.ts';
import type { LanguageCalls, LanguageEvents, PreferencesCalls, PreferencesEvents } from './preferences.ts';
import type { ProxyCalls, ProxyEvents } from './proxy.ts';
import type { EtaCalls, EtaEvents, QueueCalls, QueueEvents } from './queue.ts';
import type { SharedLimitsCalls, SharedLimitsEvents } from './shared-limits.ts';

export type * from './activity.ts';
export type * from './add.ts';
export type * from './app.ts';
export type * from './channel.ts';
export type * from './connection.ts';
export type * from './copy.ts';
export type * from './core.ts';
export type * from './details.ts';
export type * from './folders.ts';
export type * from './history.ts';
export type * from './library.ts';
export type * from './organisation.ts';
export type * from './preferences.ts';
export type * from './proxy.ts';
export type * from './queue.ts';
export type * from './shared-limits.ts';

/** Each call of the window, by the bridge's method. */
export interface BridgeCalls
  extends QueueCalls,
    ActivityCalls,
    AddCalls,
    ConnectionCalls,
    FolderCalls,
    HistoryCalls,
    LibraryCalls,
    CopyCalls,
    DetailsCalls,
    EtaCalls,
    LanguageCalls,
    OrganisationCalls,
    PreferencesCalls,
    ProxyCalls,
    SharedLimitsCalls,
    SystemCalls,
    UpdateCalls,
    DataCalls {}

/** Each event of the main process, by the bridge's method that subscribes to it. */
export interface BridgeEvents
  extends QueueEvents,
    ConnectionEvents,
    FolderEvents,
    HistoryEvents,
    LibraryEvents,
    CopyEvents,
    EtaEvents,
    LanguageEvents,
    PreferencesEvents,
    ProxyEvents,
    SharedLimitsEvents,
    NavigationEvents,
    UpdateEvents {}

/** The signature of each call, by its channel. */
export type Calls = {
  [M in keyof BridgeCalls as BridgeCalls[M]['channel']]: BridgeCalls[M]['signature'];
};

/** The payload of each event, by its channel. */
export type Events = {
  [M in keyof BridgeEvents as BridgeEvents[M]['channel']]: Parameters<BridgeEvents[M]['listener']>;
};

/** Each call as the window makes it. */
type CallMethods = {
  [M in keyof BridgeCalls]: (
    ...payload: Parameters<BridgeCalls[M]['signature']>
  ) => Promise<ReturnType<BridgeCalls[M]['signature']>>;
};

/** Each event as the window subscribes to it. The returned function ends the subscription. */
type EventMethods = {
  [M in keyof BridgeEvents]: (listener: BridgeEvents[M]['listener']) => () => void;
};

/** What the bridge composes, beside single calls and events. */
interface ComposedMethods {
  readonly platform: 'darwin' | 'win32' | 'linux';
  /** Adds files and folders of a drop, a paste or an input. Those without a path are left out. */
  addFiles(files: readonly File[], retention: Retention): Promise<AddResult>;
  /** Says whether a drop is a folder. Files without a path are left out. */
  droppedFolder(files: readonly File[]): Promise<DroppedFolder>;
}

/** The bridge: `window.hoist`. It takes `File`s and answers of dialogs, and no path but those it has given out. */
export interface HoistApi extends Omit<CallMethods, keyof ComposedMethods>, EventMethods, ComposedMethods {}

export type HistoryApi = Pick<HoistApi, keyof (HistoryCalls & HistoryEvents)>;
export type LibraryApi = Pick<HoistApi, keyof (LibraryCalls & LibraryEvents)>;
