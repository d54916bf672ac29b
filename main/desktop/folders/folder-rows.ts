import { basename, relative, sep } from 'node:path';
import type { FolderField, FolderRow } from '../../../preload/contract/contract.ts';
import { whomOf } from '../../core/model/connection-settings.ts';
import type { Excerpt, FolderView } from '../../core/watch/folder-view.ts';
import type { SettingsProblem, WatchSettings } from '../../core/watch/watched-folder.ts';
import { messageOf } from '../queue/upload-rows.ts';

/** The number of files in each list that the window gets. */
const SHOWN = 50;

export const folderName = (path: string): string => basename(path) || path;

/**
 * @param connectionName returns the name of the kept connection to a destination; null where there is none
 * @returns a watched folder as the window shows it
 */
export function folderRowOf(
  view: FolderView,
  connectionName: (destination: string) => string | null,
): FolderRow {
  const { folder, condition, lastUpload } = view;
  const { path, recursive, include, exclude, retention, postUploadAction, onEdit, conversionRule } =
    folder.settings;
  const fileOf = (of: string) => relative(path, of).split(sep).join('/');
  return {
    id: folder.id,
    name: folderName(path),
    path,
    state: condition.kind === 'resting' ? restingIn(condition.destination, connectionName) : condition,
    settings: { recursive, include, exclude, retention, postUploadAction, onEdit, conversionRule },
    alreadyHere: view.alreadyHere,
    underWay: view.underWay,
    ready: view.ready,
    lastUpload: lastUpload && {
      file: fileOf(lastUpload.path),
      fileId: lastUpload.fileId,
      atMs: lastUpload.atMs,
    },
    waiting: excerpt(view.waiting, ({ path: of, ...waiting }) => ({ file: fileOf(of), ...waiting })),
    skipped: excerpt(view.skipped, ({ path: of, reason }) => ({
      file: fileOf(of),
      message: messageOf(reason),
    })),
    convertible: view.convertible,
    failed: excerpt(view.failed, ({ path: of, reason, uploadId }) => ({
      file: fileOf(of),
      message: messageOf(reason),
      uploadId,
    })),
    edited: excerpt(view.edited, ({ path: of, sizeBytes }) => ({ file: fileOf(of), sizeBytes })),
    failedActions: excerpt(view.failedActions, ({ path: of, message }) => ({
      file: fileOf(of),
      // Earlier versions stored an English sentence.
      message: typeof message === 'string' ? { code: 'plain', because: message } : message,
    })),
  };
}

function restingIn(
  destination: string,
  connectionName: (destination: string) => string | null,
): FolderRow['state'] {
  return { kind: 'resting', connection: connectionName(destination), whom: whomOf(destination) };
}

function excerpt<T, S>({ total, first }: Excerpt<T>, shown: (entry: T) => S): Excerpt<S> {
  return { total, first: first.slice(0, SHOWN).map(shown) };
}

/** @returns the field that a person has to change; null for none */
export function fieldOf({ code }: SettingsProblem, { postUploadAction }: WatchSettings): FolderField | null {
  switch (code) {
    case 'no_folder':
    case 'not_a_folder':
    case 'not_absolute':
    case 'watched_already':
    case 'inside_watched':
    case 'contains_watched':
      return 'path';
    case 'bad_pattern':
      return 'include';
    case 'target_is_source':
      return 'postUploadAction';
    // Either this folder moves files into a watched one, or a watched one moves files here.
    case 'target_is_watched':
      return postUploadAction.type === 'move' ? 'postUploadAction' : 'path';
    case 'bad_time':
      return null;
  }
}
