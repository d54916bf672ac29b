import { type Drive, driveAt, driveOf } from '../files/drive/drive.ts';
import { remoteMountBelow } from '../files/drive/mounts.ts';
import type { FileSnapshot } from './file-snapshot.ts';
import { type FolderFiles, localFiles } from './folder-files.ts';
import type { WatchSettings } from './watched-folder.ts';

/** A call of a method of {@link FolderFiles}, with values that can cross to another process. */
type Result<Method extends keyof FolderFiles> = Awaited<ReturnType<FolderFiles[Method]>>;

/** Of a folder on a drive that may stop answering: the same work, in that drive's own process (`drive-worker.ts`). */
export function filesOnDrive(
  drive: Drive,
  patterns: { readonly include: readonly string[]; readonly exclude: readonly string[] },
): FolderFiles {
  const call = <Method extends keyof FolderFiles>(method: Method, ...args: readonly unknown[]) =>
    drive.call(method, args) as Promise<Result<Method>>;
  return {
    root: (path) => call('root', path),
    async *scan(from, { root, limits, conversion, recursive, except, signal }) {
      const options = { root, limits: limits(), conversion: conversion(), recursive, except, ...patterns };
      const id = (await drive.call('beginScan', [from, options])) as number;
      for (;;) {
        signal.throwIfAborted();
        const snapshots = (await drive.call('nextSnapshots', [id])) as FileSnapshot[] | null;
        if (snapshots === null) return;
        yield snapshots;
      }
    },
    look: (path, { root, limits, conversion }) =>
      call('look', path, { root, limits: limits(), conversion: conversion() }),
    unfinished: (still) => call('unfinished', still),
    doubts: (paths) => call('doubts', paths),
    openForWriting: (path) => call('openForWriting', path),
    elsewhere: (document, rows) => call('elsewhere', document, rows),
    fingerprint: (path) => call('fingerprint', path),
    content: (path, fingerprint) => call('content', path, fingerprint),
    asCalledFrom: (root, path) => call('asCalledFrom', root, path),
    isItsOwn: (path, root) => call('isItsOwn', path, root),
    move: (file, to, willMoveTo) =>
      drive.call('move', [file, to], (target) => willMoveTo(String(target))) as Promise<string>,
    wasMovedTo: (target, fingerprint, sha256) => call('wasMovedTo', target, fingerprint, sha256),
    trash: (file, trash) => drive.call('trash', [file], trash) as Promise<void>,
  };
}

export interface FilesOfFolder {
  readonly files: FolderFiles;
  /** Of the folder that Ready files are moved to as well. */
  readonly movingFiles: FolderFiles;
  readonly listens: boolean;
}

/** Where the work on a folder's files is done: in this process, or in that of a drive which may stop answering. */
export function filesFor(settings: WatchSettings): FilesOfFolder {
  const { path, recursive, postUploadAction } = settings;
  const below = recursive ? remoteMountBelow(path) : null;
  const drive = driveOf(path) ?? (below === null ? null : driveAt(below));
  const target = postUploadAction.type === 'move' ? driveOf(postUploadAction.folder) : null;
  const on = (one: Drive | null) => (one === null ? localFiles : filesOnDrive(one, settings));
  return { files: on(drive), movingFiles: on(drive ?? target), listens: drive === null };
}
