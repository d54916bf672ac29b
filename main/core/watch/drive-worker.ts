/** Where the process of one drive begins, see `drive/drive.ts`: the work on its files, and nothing else. */
import type { ConversionChoice } from '../convert/ways.ts';
import { type Ask, portToParent, serve } from '../files/drive/serve.ts';
import { contentOf } from '../files/fingerprint.ts';
import { localNamedFiles, type NamedFiles } from '../files/named-files.ts';
import { type Links, openFile } from '../files/open-file.ts';
import type { FileLimits } from '../model/file-types.ts';
import type { Fingerprint } from '../model/upload.ts';
import { type Document, type FileSnapshot, isOnlineOnly } from './file-snapshot.ts';
import { localFiles } from './folder-files.ts';
import type { LedgerRow } from './ledger.ts';
import type { MoveTarget } from './move-file.ts';
import { selection } from './names.ts';
import type { SentFile } from './restore-file.ts';
import type { Place } from './scan.ts';

const NEVER = new AbortController().signal;

interface SentLooking {
  readonly root: string;
  readonly limits: FileLimits;
  readonly conversion: ConversionChoice;
}

interface SentScan extends SentLooking {
  readonly recursive: boolean;
  readonly except: string | null;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

const scans = new Map<number, AsyncIterator<FileSnapshot[]>>();
const files = new Map<number, Awaited<ReturnType<typeof openFile>>>();
let last = 0;

/** A task that asks nothing. Callbacks and signals stay where they are: those that take some have their own lines below. */
const plain =
  <Args extends unknown[]>(work: (...args: Args) => Promise<unknown>) =>
  (_ask: Ask, ...args: Args) =>
    work(...args);

serve(
  {
    root: plain(localFiles.root),
    async beginScan(_ask, from: Place, { include, exclude, ...options }: SentScan) {
      const chosen = selection(include, exclude);
      const all = localFiles.scan(from, {
        ...options,
        ...looking(options),
        selection: chosen,
        signal: NEVER,
      });
      scans.set(++last, all[Symbol.asyncIterator]());
      return last;
    },
    async nextSnapshots(_ask, id: number) {
      const next = await scans.get(id)?.next();
      if (next?.done === false) return next.value;
      scans.delete(id);
      return null;
    },
    look: (_ask, path: string, sent: SentLooking) => localFiles.look(path, looking(sent)),
    unfinished: plain(localFiles.unfinished),
    doubts: plain(localFiles.doubts),
    openForWriting: plain(localFiles.openForWriting),
    elsewhere: (_ask, document: Document, rows: readonly LedgerRow[]) =>
      localFiles.elsewhere(document, rows, NEVER),
    named: (_ask, method: keyof NamedFiles, path: string) => localNamedFiles[method](path),
    fingerprint: plain(localFiles.fingerprint),
    content: (_ask, path: string, fingerprint: Fingerprint, links?: Links) =>
      contentOf(path, fingerprint, NEVER, links),
    asCalledFrom: plain(localFiles.asCalledFrom),
    isItsOwn: plain(localFiles.isItsOwn),
    async move(ask: Ask, file: SentFile, to: MoveTarget) {
      let kept: Promise<void> = Promise.resolve();
      return localFiles.move(file, to, (target) => {
        kept = ask(target);
        return kept;
      });
    },
    wasMovedTo: plain(localFiles.wasMovedTo),
    trash: (ask: Ask, file: SentFile) => localFiles.trash(file, () => ask(null)),
    async open(_ask, path: string, links?: Links) {
      files.set(++last, await openFile(path, links));
      return last;
    },
    async stat(_ask, id: number) {
      const stats = await fileAt(id).stat({ bigint: true });
      const { ino, size, mtimeNs, ctimeNs, nlink } = stats;
      return { ino, size, mtimeNs, ctimeNs, nlink, isFile: stats.isFile() };
    },
    async read(_ask, id: number, lengthBytes: number, position: number) {
      const buffer = Buffer.allocUnsafe(lengthBytes);
      const { bytesRead } = await fileAt(id).read(buffer, 0, lengthBytes, position);
      return buffer.subarray(0, bytesRead);
    },
    async close(_ask, id: number) {
      await files.get(id)?.close();
      files.delete(id);
    },
  },
  portToParent(),
);

function looking({ root: folder, limits, conversion }: SentLooking) {
  return { root: folder, limits: () => limits, conversion: () => conversion, isOnlineOnly };
}

function fileAt(id: number) {
  const file = files.get(id);
  if (file === undefined) throw Object.assign(new Error('it is closed'), { code: 'EBADF', syscall: 'read' });
  return file;
}
