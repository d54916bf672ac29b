import { stat } from 'node:fs/promises';
import { isAbsolute, matchesGlob, relative, sep } from 'node:path';
import type { SettingsProblem, WatchedFolder, WatchSettings } from './watched-folder.ts';

const MAX_PATTERN_LENGTH = 1000;
const MAX_STILL_MS = 24 * 60 * 60_000;

/**
 * What is wrong with the settings of a folder, or null.
 * @param others folders that are watched already, without the one that is changed
 */
export async function checkSettings(
  settings: WatchSettings,
  others: readonly WatchedFolder[],
): Promise<SettingsProblem | null> {
  const { path, include, exclude, stillMs, afterwards } = settings;
  if (!isAbsolute(path)) return problem('not_absolute', 'The folder needs its whole path.');
  for (const pattern of [...include, ...exclude]) {
    if (!isPattern(pattern)) return problem('bad_pattern', `“${pattern}” is no pattern for file names.`);
  }
  if (!Number.isFinite(stillMs) || stillMs < 0 || stillMs > MAX_STILL_MS) {
    return problem('bad_time', 'The time that a file has to be still is between 0 s and 24 h.');
  }
  if (afterwards.do === 'move') {
    const { folder } = afterwards;
    if (!isAbsolute(folder))
      return problem('not_absolute', 'The folder to move files to needs its whole path.');
    if (folder === path)
      return problem('target_is_source', 'Files cannot be moved to the folder they come from.');
    if (isWithin(folder, path)) {
      return problem('target_is_source', 'Files cannot be moved to a folder that holds the watched one.');
    }
    const other = others.find((watched) => covers(watched.settings, folder));
    if (other !== undefined) {
      return problem('target_is_watched', `Files cannot be moved to ${folder}: it is watched itself.`);
    }
  }
  return (await checkPath(path)) ?? overlap(settings, others);
}

async function checkPath(path: string): Promise<SettingsProblem | null> {
  try {
    if ((await stat(path)).isDirectory()) return null;
    return problem('not_a_folder', `${path} is no folder.`);
  } catch {
    return problem('no_folder', `There is no folder ${path}.`);
  }
}

function overlap(settings: WatchSettings, others: readonly WatchedFolder[]): SettingsProblem | null {
  for (const { settings: other } of others) {
    if (other.path === settings.path) return problem('watched_already', `${other.path} is watched already.`);
    if (covers(other, settings.path)) {
      return problem('inside_watched', `${settings.path} is watched already, as a part of ${other.path}.`);
    }
    if (covers(settings, other.path)) {
      return problem('contains_watched', `${settings.path} holds ${other.path}, which is watched already.`);
    }
    if (other.afterwards.do === 'move' && covers(settings, other.afterwards.folder)) {
      return problem('target_is_watched', `Files of ${other.path} are moved to a part of ${settings.path}.`);
    }
  }
  return null;
}

/** Whether files in `path` are files of the watched folder. */
function covers(watched: WatchSettings, path: string): boolean {
  return path === watched.path || (watched.recursive && isWithin(watched.path, path));
}

function isWithin(folder: string, path: string): boolean {
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

function problem(code: SettingsProblem['code'], message: string): SettingsProblem {
  return { code, message };
}
