import type { i18n as I18n } from 'i18next';
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type {
  Connection,
  FolderRow,
  HoistApi,
  MinutesLeft,
  Preferences,
  Retention,
  UpdateNotice,
} from '../../preload/contract/contract.ts';
import { visibleName } from '../i18n/file-name.ts';
import { sentence } from '../i18n/sentence.ts';
import { textsOf } from '../i18n/use-texts.ts';
import { type Actions, createActions } from './actions.ts';
import { createAnnouncer } from './announcer.ts';
import { type ConnectionStore, createConnectionStore } from './connection.ts';
import { type Copying, createCopying } from './copying.ts';
import type { Drops } from './drops.ts';
import { createEtaStore, type EtaStore } from './eta.ts';
import { feedQueue } from './feed.ts';
import { createFolderActions, type FolderActions } from './folder-actions.ts';
import { createFoldersStore, type FoldersStore, newsOf } from './folders.ts';
import { followGo } from './go.ts';
import { createHistoryStore, type HistoryState, type HistoryStore } from './history.ts';
import { createLibraryStore, type LibraryState, type LibraryStore } from './library.ts';
import { mirrorState } from './mirror-state.ts';
import { createPreferencesStore, type PreferencesStore } from './preferences.ts';
import { createQueueStore, type QueueState, type QueueStore } from './queue.ts';
import { createSettingsActions, type SettingsActions } from './settings-actions.ts';
import { shownScreen } from './shown-screen.ts';
import { createUpdateStore, type UpdateStore } from './update.ts';
import { createViewStore, type ViewState, type ViewStore } from './view.ts';

/** All that components share. Put together once, in main.tsx or by a test. */
export interface Hoist {
  readonly api: HoistApi;
  readonly queue: QueueStore;
  readonly connection: ConnectionStore;
  readonly folders: FoldersStore;
  readonly history: HistoryStore;
  readonly library: LibraryStore;
  readonly preferences: PreferencesStore;
  readonly update: UpdateStore;
  readonly finish: EtaStore;
  readonly view: ViewStore;
  readonly drops: Drops;
  readonly actions: Actions;
  readonly folderActions: FolderActions;
  readonly settingsActions: SettingsActions;
  readonly copying: Copying;
  /** Stops listening to the main process. */
  stop(): void;
}

export function createHoist(api: HoistApi, i18n: I18n, drops: Drops): Hoist {
  const { t } = i18n;
  const texts = textsOf(i18n);
  const queue = createQueueStore();
  const connection = createConnectionStore();
  const folders = createFoldersStore();
  const preferences = createPreferencesStore();
  const update = createUpdateStore();
  const finish = createEtaStore();
  const view = createViewStore();
  const actions = createActions(api, { queue, connection, preferences, view }, t);
  const announcer = createAnnouncer(view.announce, texts);
  const sayNews = ({ asking, lost }: ReturnType<typeof newsOf>) => {
    const said = [
      ...asking.map(({ name }) => t('folders.said.asking', { name: visibleName(name) })),
      ...lost.map(({ name }) => t('folders.said.lost', { name: visibleName(name) })),
    ];
    if (said.length > 0) view.announce(said.join('. '));
  };
  const copying = createCopying(api, view, t);
  const history = createHistoryStore(api, view, t);
  const library = createLibraryStore(api, view, t);
  const stops = [
    copying.stop,
    history.stop,
    library.stop,
    connection.subscribe((_now, before) => before.connection !== null && library.reset()),
    mirrorState({ ask: () => api.folders(), listen: api.onFolders.bind(api), set: folders.set }),
    mirrorState({ ask: () => api.connection(), listen: api.onConnection.bind(api), set: connection.set }),
    mirrorState({ ask: () => api.preferences(), listen: api.onPreferences.bind(api), set: preferences.set }),
    mirrorState({ ask: () => api.minutesLeft(), listen: api.onMinutesLeft.bind(api), set: finish.set }),
    mirrorState({ ask: () => api.update(), listen: api.onUpdate.bind(api), set: update.set }),
    folders.subscribe((now, before) => sayNews(newsOf(before.folders ?? [], now.folders ?? []))),
    feedQueue(api, queue, announcer),
    queue.subscribe((now, before) => before.seq !== null && announcer.held(before, now)),
    queue.subscribe(({ notice }, before) => {
      if (notice !== null && notice !== before.notice) view.announce(sentence(notice, texts()));
    }),
    announcer.stop,
    followGo(api, { queue, view }),
    drops.stop,
  ];
  const folderActions = createFolderActions(api, { view, actions }, t);
  drops.takenBy((files) => {
    const shown = shownScreen(view.getState().screen, connection.getState().connection);
    // What is dropped goes to the queue, so that is where it is seen.
    if (shown === 'history' || shown === 'library') view.show('queue');
    void (shown === 'folders' ? folderActions.drop(files) : actions.addFiles(files));
  });
  return {
    api,
    queue,
    connection,
    folders,
    history,
    library,
    preferences,
    update,
    finish,
    view,
    drops,
    actions,
    copying,
    settingsActions: createSettingsActions(api, { preferences, view }, t),
    folderActions,
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}

export const HoistContext = createContext<Hoist | null>(null);

export function useHoist(): Hoist {
  const hoist = useContext(HoistContext);
  if (!hoist) throw new Error('A component that needs Hoist stands outside of <HoistContext>.');
  return hoist;
}

export function useQueue<T>(pick: (state: QueueState) => T): T {
  return useStore(useHoist().queue, pick);
}

/** Null until the main process has told them. */
export function useFolders(): readonly FolderRow[] | null {
  return useStore(useHoist().folders, ({ folders }) => folders);
}

export function useHistory<T>(pick: (state: HistoryState) => T): T {
  return useStore(useHoist().history, pick);
}

export function useLibrary<T>(pick: (state: LibraryState) => T): T {
  return useStore(useHoist().library, pick);
}

export function useView<T>(pick: (state: ViewState) => T): T {
  return useStore(useHoist().view, pick);
}

export function useConnection(): Connection | null {
  return useStore(useHoist().connection, ({ connection }) => connection);
}

/** Null until the main process has told them. */
export function usePreferences(): Preferences | null {
  return useStore(useHoist().preferences, ({ preferences }) => preferences);
}

/** What becomes of the files that are added next. */
export function useRetention(): Retention {
  return usePreferences()?.retention ?? 'keep';
}

/** Null while it is unknown, and while nothing moves. */
export function useMinutesLeft(): MinutesLeft {
  return useStore(useHoist().finish, ({ minutesLeft }) => minutesLeft);
}

export function useUpdate(): UpdateNotice {
  return useStore(useHoist().update, ({ notice }) => notice);
}
