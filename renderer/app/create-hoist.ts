import type { i18n as I18n } from 'i18next';
import type {
  CopyWait,
  FolderRow,
  HoistApi,
  MinutesLeft,
  Organisation,
  Preferences,
  ProxyView,
  UpdateNotice,
} from '../../preload/contract/contract.ts';
import { announceFolders } from '../features/folders/folder-news.ts';
import { createHistoryStore } from '../features/history/history-store.ts';
import { createLibraryStore } from '../features/library/library-store.ts';
import { announceDeletions } from '../features/library/use-library-actions.ts';
import { followQueue } from '../features/queue/announcer.ts';
import { createQueueViewStore } from '../features/queue/queue-view-store.ts';
import { announceCopies } from '../features/shared/copy/use-copy-actions.ts';
import { createDetailsStore } from '../features/shared/details/details-store.ts';
import { createConnectionStore } from '../features/shared/state/connection-store.ts';
import type { Drops } from '../features/shared/state/drops.ts';
import { combineStores, type Hoist, type Stores } from '../features/shared/state/hoist.ts';
import { createMirror } from '../features/shared/state/mirror-state.ts';
import { createQueueStore } from '../features/shared/state/queue-store.ts';
import { createTell } from '../features/shared/state/tell.ts';
import { createUndo } from '../features/shared/state/undo.ts';
import { createViewStore } from '../features/shared/state/view-store.ts';
import { followGo } from './follow-go.ts';

/** Makes the window's stores and lets them follow the main process. */
export function createHoist(api: HoistApi, i18n: I18n, drops: Drops): Hoist {
  const stores = createStores(api);
  const tell = createTell(stores.view, i18n);
  const stops = [
    // The stores that follow the main process.
    ...(Object.values(stores) as Stores[keyof Stores][]).flatMap((store) =>
      'stop' in store ? store.stop : [],
    ),
    // Another connection has other files.
    stores.connection.subscribe((_now, before) => before !== null && stores.library.reset()),
    announceCopies(stores, tell),
    announceDeletions(stores, tell),
    announceFolders(stores, tell),
    followQueue(api, stores, tell),
    stores.undo.follow(),
    followGo(api, stores),
    drops.stop,
  ];
  return {
    api,
    stores,
    state: combineStores(stores),
    tell,
    drops,
    stop() {
      for (const stop of stops) stop();
    },
  };
}

function createStores(api: HoistApi): Stores {
  const view = createViewStore();
  return {
    view,
    queue: createQueueStore(),
    queueView: createQueueViewStore(view, api),
    undo: createUndo(view, api),
    connection: createConnectionStore(api),
    preferences: createMirror<Preferences | null>(null, {
      load: () => api.preferences(),
      listen: api.onPreferences.bind(api),
    }),
    organisation: createMirror<Organisation | null>(null, {
      load: () => api.organisation(),
      listen: () => () => {},
    }),
    folders: createMirror<readonly FolderRow[] | null>(null, {
      load: () => api.folders(),
      listen: api.onFolders.bind(api),
    }),
    minutesLeft: createMirror<MinutesLeft>(null, {
      load: () => api.minutesLeft(),
      listen: api.onMinutesLeft.bind(api),
    }),
    copyWait: createMirror<CopyWait>(
      { kind: 'none' },
      { load: () => api.copyWait(), listen: api.onCopyWait.bind(api) },
    ),
    proxy: createMirror<ProxyView>(
      { question: null },
      { load: () => api.proxy(), listen: api.onProxy.bind(api) },
    ),
    update: createMirror<UpdateNotice>(
      { kind: 'none' },
      { load: () => api.update(), listen: api.onUpdate.bind(api) },
    ),
    details: createDetailsStore(api),
    history: createHistoryStore(api),
    library: createLibraryStore(api),
  };
}
