import { statfs } from 'node:fs/promises';

/** An event of the file system. Events may be missing or late, so nothing relies on them alone. */
export type FileSystemEvent =
  | { readonly kind: 'file'; readonly path: string }
  /** A new folder. */
  | { readonly kind: 'folder'; readonly path: string };

export interface FileSystemListener {
  event(event: FileSystemEvent): void;
  /** The system had more events than it reported. */
  lost(): void;
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
