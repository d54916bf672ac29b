import { FileError } from '../files/file-error.ts';
import type { FolderMessage } from '../model/messages.ts';

/** Why a folder cannot be looked at. */
export function unavailable(error: unknown): FolderMessage {
  const told = error instanceof FileError ? error.message : undefined;
  const code = told ?? (error instanceof Error && 'code' in error ? String(error.code) : 'unknown');
  return TROUBLES[code] ?? { code: 'folder_unreadable', error: code };
}

const GONE = { code: 'folder_gone' } as const;
const HOST_DOWN = { code: 'folder_host_down' } as const;
const FORBIDDEN = { code: 'folder_forbidden' } as const;

const TROUBLES: Readonly<Record<string, FolderMessage>> = {
  ENOENT: GONE,
  ENODEV: GONE,
  ENXIO: GONE,
  EIO: { code: 'folder_drive_error' },
  ESTALE: GONE,
  EHOSTDOWN: HOST_DOWN,
  EHOSTUNREACH: HOST_DOWN,
  ENOTCONN: HOST_DOWN,
  ETIMEDOUT: HOST_DOWN,
  ENOTDIR: { code: 'folder_is_a_file' },
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
};

/** Whether an error is the file system's, so that the folder or its drive is in trouble and Hoist is not. */
export function isOfFileSystem(error: unknown): boolean {
  return error instanceof FileError || (error instanceof Error && 'syscall' in error);
}
