import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { watch } from 'chokidar';

/** An event of the file system. Events may be missing or late, so nothing relies on them alone. */
export type FileSystemEvent =
  | { readonly kind: 'file'; readonly path: string }
  /** A new folder. */
  | { readonly kind: 'folder'; readonly path: string };

interface FileSystemListener {
  event(event: FileSystemEvent): void;
  /** No more events come, for whatever reason. */
  failed(): void;
}

/**
 * Listens to a folder until `close`. Resolves once it listens. It does not reject, but calls `failed`.
 */
export type OpenFileSystemEvents = (
  root: string,
  recursive: boolean,
  listener: FileSystemListener,
) => Promise<{ close(): Promise<void> }>;

/** A writer's many events within this time are one event, in ms. */
const TOGETHER_MS = 100;

export const fileSystemEvents: OpenFileSystemEvents = async (root, recursive, listener) => {
  const watcher = watch(root, {
    ignoreInitial: true,
    followSymlinks: false,
    ignorePermissionErrors: true,
    atomic: false,
    ...(recursive ? {} : { depth: 0 }),
  });
  const listening = Promise.withResolvers<void>();
  const soon = new Map<string, NodeJS.Timeout>();
  const file = (path: string) => {
    if (soon.has(path)) return;
    const tell = () => {
      soon.delete(path);
      listener.event({ kind: 'file', path });
    };
    soon.set(path, setTimeout(tell, TOGETHER_MS));
  };
  watcher
    .on('add', file)
    // `change` leaves out what changed but for its time of change, as an edit whose author puts the old time back.
    .on('raw', (_event, name, of) => {
      if (name !== null && isOfFolder(of)) file(join(of.watchedPath, name));
    })
    .on('addDir', (path) => listener.event({ kind: 'folder', path }))
    .on('ready', () => listening.resolve())
    .on('error', () => {
      listening.resolve();
      listener.failed();
    });
  await listening.promise;
  return {
    close: async () => {
      await watcher.close();
      for (const timer of soon.values()) clearTimeout(timer);
    },
  };
};

/** Whether chokidar names the watched folder of a raw event. */
function isOfFolder(details: unknown): details is { readonly watchedPath: string } {
  return typeof details === 'object' && details !== null && 'watchedPath' in details;
}

/** File systems whose changes can come from another computer, of which this one hears nothing: statfs(2). */
const REMOTE = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xff534d42, // CIFS
  0xfe534d42, // SMB2
  0x65735546, // FUSE: sshfs, rclone and the like
  0x01021997, // 9P
  0x5346414f, // AFS
  0x00c36400, // Ceph
  0x786f4256, // shared folders of VirtualBox
]);

/** Whether the file system is known to send no events of all changes. */
export async function keepsChangesToItself(path: string): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  return statfs(path).then(
    ({ type }) => isRemoteType(type),
    () => false,
  );
}

/** Whether a file system of this type, as statfs(2) reports it, may lie on another computer. */
export function isRemoteType(type: number): boolean {
  return REMOTE.has(type);
}
