import { isAbsolute } from 'node:path';
import { filesFor } from './drive-files.ts';
import type { WatchedFolder, WatchSettings } from './watched-folder.ts';

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
