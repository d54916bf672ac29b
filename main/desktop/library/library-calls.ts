import { type BrowserWindow, clipboard } from 'electron';
import type {
  ChannelOf,
  Deletions as DeletionsView,
  LibraryCalls,
} from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import type { Deletions } from '../../core/library/deletions.ts';
import { type Library, MAX_TEXT_BYTES } from '../../core/library/library.ts';
import type { History } from '../../core/store/history.ts';
import type { Translations } from '../shell/i18n.ts';
import type { Handlers } from '../shell/ipc.ts';
import { ask } from '../shell/message-box.ts';

/** What the window can ask of the files that the server has. It can name only those that a page has told it of. */
export function libraryCalls(parts: {
  engine: Engine;
  history: History;
  library: Library;
  deletions: Deletions;
  /** A question waits for the server from now on, even where the queue is paused. */
  asking: () => void;
  words: () => Translations;
  mainWindow: () => BrowserWindow | null;
}): Pick<Handlers, ChannelOf<LibraryCalls>> {
  const { engine, history, library, deletions, asking, words, mainWindow } = parts;
  const named = new NamedFiles();
  return {
    'library:page': async (page) => {
      const destination = engine.session?.destination ?? '';
      const answering = library.list(page);
      asking();
      const answer = await answering;
      if (!answer.ok) return answer;
      const { files, ...rest } = answer.value;
      named.add(destination, files);
      const origins = history.origins(
        files.map(({ fileId }) => fileId),
        destination,
      );
      const rows = files.map(({ fileId, name }) => {
        const { readyAtMs = null, sizeBytes = null } = origins.get(fileId) ?? {};
        return { fileId, name, uploadedAtMs: readyAtMs, sizeBytes };
      });
      return { ok: true, value: { rows, ...rest } };
    },
    'library:text': async (fileId) => {
      if (named.of(engine.session?.destination, [fileId]).length === 0)
        return { ok: false, problem: { kind: 'not-there' } };
      const answering = library.text(fileId);
      asking();
      const answer = await answering;
      return answer.ok ? { ok: true, value: { ...answer.value, shownBytes: MAX_TEXT_BYTES } } : answer;
    },
    'library:copy-ids': async (fileIds) => {
      const files = named.of(engine.session?.destination, fileIds);
      if (files.length > 0) await clipboard.writeText(files.map(({ fileId }) => fileId).join('\n'));
      return files.length;
    },
    'library:delete': async (fileIds) => {
      const destination = engine.session?.destination;
      const files = named.of(destination, fileIds);
      if (destination === undefined || files.length === 0) return false;
      const names = files.map(({ name }) => name);
      if (!(await confirmDeletion(names, words(), mainWindow()))) return false;
      await deletions.request(files.map((file) => ({ ...file, destination })));
      return true;
    },
    'library:deletions': () => viewOf(deletions),
    'library:dismiss': () => deletions.dismiss(),
  };
}

export function viewOf(deletions: Deletions): DeletionsView {
  return {
    pending: deletions.pending.map(({ fileId, name }) => ({ fileId, name })),
    failed: deletions.failed.map(({ fileId, name, failure }) => ({ fileId, name, failure })),
  };
}

/** The files that pages have named to the window, of one destination at a time. */
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

const MAX_NAME = 80;

/** Asks outside of the window: nobody else can give the files back. */
function confirmDeletion(
  names: readonly string[],
  words: Translations,
  window: BrowserWindow | null,
): Promise<boolean> {
  // What turns the reading direction or breaks the line would make another name of it.
  const first = (names[0] ?? '').replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\ufffd');
  const name = first.length > MAX_NAME ? `${first.slice(0, MAX_NAME)}…` : first;
  return ask(window, {
    type: 'warning',
    message: words('deletion.question', { count: names.length, name }),
    detail: words('deletion.detail'),
    buttons: [words('deletion.delete'), words('deletion.cancel')],
    defaultId: 1,
    cancelId: 1,
  });
}
