import type { Disk } from './disk.ts';

let current: Disk | null = null;

export function attachDisk(disk: Disk): void {
  current = disk;
}

function disk(): Disk {
  if (current === null) throw new Error('no model runs');
  return current;
}

function unused(): never {
  throw new Error('the model does not walk folders');
}

/** As much of `node:fs/promises` as Hoist uses for the person's files, over the disk of the model. */
export const open = (path: string) => disk().openFile(path);
export const stat = (path: string) => disk().stat(path);
export const lstat = unused;
export const readdir = unused;
export const realpath = unused;
export const readlink = unused;
