import { clipboard } from 'electron';
import { z } from 'zod';
import type {
  ChannelOf,
  Deletions as DeletionsView,
  LibraryAnswer,
  LibraryCalls,
  LibraryText,
} from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import type { Deletion } from '../../core/library/deletion.ts';
import { Deletions } from '../../core/library/deletions.ts';
import { Library, MAX_TEXT_BYTES } from '../../core/library/library.ts';
import type { SqliteStore } from '../../core/store/sqlite-store.ts';
import { systemClock } from '../../core/util/clock.ts';
import type { Quit } from '../app/quit.ts';
import type { ConnectionControl } from '../connection/connection-control.ts';
import type { Translations } from '../shell/i18n.ts';
import type { HoistWindow, Ipc } from '../shell/ipc.ts';
import { confirmDeletion } from './confirm-deletion.ts';
import { UnaskedDeletions } from './unasked-deletions.ts';

const fileId = z.string().min(1).max(200);
const fileIds = z.array(fileId).max(100_000);

export interface LibraryOptions {
  readonly ipc: Ipc;
  readonly engine: Engine;
  readonly store: SqliteStore;
  readonly connection: ConnectionControl;
  readonly mainWindow: HoistWindow;
  /** Shows that a call waits for the server, even where the queue is paused. */
  readonly feed: { touch(): void };
  readonly translations: () => Translations;
  readonly quit: Quit;
}

/** Lets the window list, read and delete the server's files, and continues earlier deletions. */
export function setupLibrary(app: LibraryOptions): Deletions {
  const { ipc, engine, store, connection } = app;
  const deletions = new Deletions({
    store: store.deletions,
    queue: engine.queue,
    session: () => engine.session,
    clock: systemClock,
  });
  deletions.onChange((ended) => {
    const isGone = ended?.outcome === 'deleted' || ended?.outcome === 'not-there';
    ipc.push('library:deletions-changed', viewOf(deletions, isGone ? ended : null));
    if (isGone) ipc.push('history:changed');
  });
  connection.on('changed', () => deletions.connected());
  app.quit.onClose(() => deletions.close());
  serveLibrary(app, deletions);
  return deletions;
}

function serveLibrary(app: LibraryOptions, deletions: Deletions): void {
  const { ipc, engine, store, feed, translations, mainWindow } = app;
  const library = new Library({ session: () => engine.session, clock: systemClock });
  const named = new NamedFiles();
  const unasked = new UnaskedDeletions(systemClock);
  const readText = async (id: string): Promise<LibraryAnswer<LibraryText>> => {
    const reading = library.text(id);
    feed.touch();
    const answer = await reading;
    return answer.ok ? { ok: true, value: { ...answer.value, shownBytes: MAX_TEXT_BYTES } } : answer;
  };
  ipc.serve<ChannelOf<LibraryCalls>>({
    'library:page': {
      payload: [z.int().min(1).max(1_000_000)],
      handle: async (page) => {
        const destination = engine.session?.destination ?? '';
        const listing = library.page(page, store.history);
        feed.touch();
        const answer = await listing;
        if (answer.ok) named.add(destination, answer.value.rows);
        return answer;
      },
    },
    'library:text': {
      payload: [fileId],
      handle: async (id) => {
        if (named.of(engine.session?.destination, [id]).length === 0)
          return { ok: false, problem: { kind: 'not-there' } };
        return readText(id);
      },
    },
    'library:upload-text': {
      payload: [z.uuid()],
      handle: async (id) => {
        const upload = engine.queue.uploads.find(id) ?? store.history.find(id);
        if (upload?.state.stage !== 'ready') return { ok: false, problem: { kind: 'not-there' } };
        if (upload.destination !== engine.session?.destination)
          return { ok: false, problem: { kind: 'connection-changed' } };
        return readText(upload.state.fileId);
      },
    },
    'library:copy-ids': {
      payload: [fileIds],
      handle: async (ids) => {
        const files = named.of(engine.session?.destination, ids);
        if (files.length > 0) await clipboard.writeText(files.map((file) => file.fileId).join('\n'));
        return files.length;
      },
    },
    'library:delete': {
      payload: [fileIds],
      handle: async (ids) => {
        const destination = engine.session?.destination;
        const files = named.of(destination, ids);
        if (destination === undefined || files.length === 0) return false;
        const names = files.map(({ name }) => name);
        const isWatched = mainWindow.current?.isFocused() === true;
        if (
          !unasked.allow(names.length, isWatched) &&
          !(await confirmDeletion(names, translations(), mainWindow.current))
        )
          return false;
        deletions.requestUndoable(files.map((file) => ({ ...file, destination })));
        return true;
      },
    },
    'library:undo-deletion': { payload: [], handle: () => deletions.undo() },
    'library:pause-undo': { payload: [z.boolean()], handle: (isPaused) => deletions.pauseUndo(isPaused) },
    'library:deletions': { payload: [], handle: () => viewOf(deletions, null) },
    'library:dismiss': { payload: [], handle: () => deletions.dismiss() },
  });
}

function viewOf({ pending, failed }: Deletions, deleted: Deletion | null): DeletionsView {
  return {
    pending: pending.map(({ fileId, name }) => ({ fileId, name })),
    failed: failed.map(({ fileId, name, failure }) => ({ fileId, name, failure })),
    deleted: deleted && { fileId: deleted.fileId, name: deleted.name },
  };
}

/** Remembers the files that pages have named to the window, for one destination at a time. */
class NamedFiles {
  #destination = '';
  #names = new Map<string, string>();

  add(destination: string, files: readonly { fileId: string; name: string }[]): void {
    if (destination !== this.#destination) this.#names = new Map();
    this.#destination = destination;
    for (const { fileId, name } of files) this.#names.set(fileId, name);
  }

  of(destination: string | undefined, fileIds: readonly string[]): { fileId: string; name: string }[] {
    if (destination !== this.#destination) return [];
    return [...new Set(fileIds)].flatMap((fileId) => {
      const name = this.#names.get(fileId);
      return name === undefined ? [] : [{ fileId, name }];
    });
  }
}
