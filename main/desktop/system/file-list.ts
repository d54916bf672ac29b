import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../../core/files/make-folder.ts';
import { writePrivate } from '../../core/files/private-files.ts';

const paths = z.array(z.string());

/**
 * Keeps the files of a start whose command line is too long to be handed over.
 * @returns the path of the list
 * @throws where it cannot be written
 */
export function keepFileList(dataFolder: string, files: readonly string[]): string {
  const folder = folderIn(dataFolder);
  makeFolder(folder);
  const path = join(folder, `${randomUUID()}.json`);
  writePrivate(path, JSON.stringify(files));
  return path;
}

/**
 * @returns the files of a list; none where no list of Hoist's is at that path
 * @throws where it cannot be read, so that nobody removes it unread
 */
export function readFileList(dataFolder: string, path: string): readonly string[] {
  if (dirname(path) !== folderIn(dataFolder) || !existsSync(path)) return [];
  return paths.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** Removes a list whose files are queued. */
export function dropFileList(dataFolder: string, path: string): void {
  if (dirname(path) === folderIn(dataFolder)) rmSync(path, { force: true });
}

const folderIn = (dataFolder: string) => join(dataFolder, 'file-lists');
