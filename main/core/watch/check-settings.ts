import { isAbsolute, matchesGlob, relative, sep } from 'node:path';
import { isUnanswered } from '../files/file-error.ts';
import type { FolderSettingsMessage } from '../model/messages.ts';
import { filesFor } from './drive-files.ts';
import {
  defaultSettings,
  type SettingsProblem,
  type WatchedFolder,
  type WatchSettings,
} from './watched-folder.ts';

const MAX_PATTERN_LENGTH = 1000;
const MAX_STABILITY_MS = 24 * 60 * 60_000;

/**
 * What is wrong with the settings of a folder, or null.
 * @param others folders that are watched already, without the one that is changed
 */
export async function checkSettings(
  settings: WatchSettings,
  others: readonly WatchedFolder[],
): Promise<SettingsProblem | null> {
  const { path, include, exclude, stabilityMs, postUploadAction } = settings;
  if (!isAbsolute(path)) return problem('not_absolute', { code: 'folder_not_absolute' });
  for (const pattern of [...include, ...exclude]) {
    if (!isPattern(pattern)) return problem('bad_pattern', { code: 'pattern_not_valid', pattern });
  }
  if (!Number.isFinite(stabilityMs) || stabilityMs < 0 || stabilityMs > MAX_STABILITY_MS) {
    return problem('bad_time', { code: 'time_out_of_range' });
  }
  if (postUploadAction.type === 'move') {
    const { folder } = postUploadAction;
    if (!isAbsolute(folder)) return problem('not_absolute', { code: 'target_not_absolute' });
    if (folder === path) return problem('target_is_source', { code: 'target_is_source' });
    if (isBelow(folder, path)) {
      return problem('target_is_source', { code: 'target_holds_source' });
    }
    const other = others.find((watched) => covers(watched.settings, folder));
    if (other !== undefined) {
      return problem('target_is_watched', { code: 'target_watched', path: folder });
    }
  }
  return (await checkPath(path)) ?? overlap(settings, others);
}

async function checkPath(path: string): Promise<SettingsProblem | null> {
  try {
    await filesFor(defaultSettings(path)).files.root(path);
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : 'unknown';
    // A folder that cannot be read now may exist: Hoist waits for it.
    if (code === 'EACCES' || code === 'EPERM' || isUnanswered(error)) return null;
    if (code === 'ENOTDIR') return problem('not_a_folder', { code: 'folder_no_folder', path });
    return problem('no_folder', { code: 'folder_missing', path });
  }
}

function overlap(settings: WatchSettings, others: readonly WatchedFolder[]): SettingsProblem | null {
  const { path } = settings;
  for (const { settings: other } of others) {
    if (other.path === settings.path) return problem('watched_already', { code: 'folder_watched', path });
    if (covers(other, settings.path)) {
      return problem('inside_watched', { code: 'folder_inside_watched', path, other: other.path });
    }
    if (covers(settings, other.path)) {
      return problem('contains_watched', { code: 'folder_holds_watched', path, other: other.path });
    }
    if (other.postUploadAction.type === 'move' && covers(settings, other.postUploadAction.folder)) {
      return problem('target_is_watched', { code: 'target_of_another', path, other: other.path });
    }
  }
  return null;
}

/** Whether files in `path` are files of the watched folder. */
function covers(watched: WatchSettings, path: string): boolean {
  return path === watched.path || (watched.recursive && isBelow(watched.path, path));
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function isPattern(pattern: string): boolean {
  if (pattern === '' || pattern.length > MAX_PATTERN_LENGTH) return false;
  try {
    matchesGlob('name', pattern);
    return true;
  } catch {
    return false;
  }
}

function problem(code: SettingsProblem['code'], message: FolderSettingsMessage): SettingsProblem {
  return { code, message };
}

/**
 * @returns the settings with the target named by the path of the watched folder, if it lies in it: so by whichever of its
 * paths it was named, it is known for a part of that folder
 */
export async function withTargetNamedFromFolder(settings: WatchSettings): Promise<WatchSettings> {
  const { path, postUploadAction } = settings;
  if (postUploadAction.type !== 'move' || !isAbsolute(path) || !isAbsolute(postUploadAction.folder))
    return settings;
  const { movingFiles } = filesFor(settings);
  // The check of the settings reports a target that is missing or does not respond.
  const folder = await movingFiles
    .asCalledFrom(path, postUploadAction.folder)
    .catch(() => postUploadAction.folder);
  return { ...settings, postUploadAction: { type: 'move', folder } };
}

/** @returns the folder with no post-upload action */
export function leavingFiles(folder: WatchedFolder): WatchedFolder {
  return { ...folder, settings: { ...folder.settings, postUploadAction: { type: 'leave' } } };
}
