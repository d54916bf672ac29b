import { join } from 'node:path';
import { clipboard } from 'electron';
import type {
  ChannelOf,
  FolderCalls,
  FolderOutcome,
  FolderSettings,
} from '../../../preload/contract/contract.ts';
import type { SettingsOutcome } from '../../core/watch/watch-intents.ts';
import { DEFAULT_STILL_MS, type WatchSettings } from '../../core/watch/watched-folder.ts';
import type { WatchedFolders } from '../../core/watch/watched-folders.ts';
import type { FileDialogs } from '../settings/file-dialogs.ts';
import type { LanguageControl } from '../settings/language.ts';
import type { Handlers } from '../shell/ipc.ts';
import { ChosenFolders } from './chosen-folders.ts';
import type { FolderFeed } from './folder-feed.ts';
import { fieldOf } from './folder-rows.ts';

/** What the window can ask of the watched folders, and what answers it. */
export function folderCalls(parts: {
  folders: WatchedFolders;
  feed: FolderFeed;
  language: LanguageControl;
  dialogs: FileDialogs;
}): Pick<Handlers, ChannelOf<FolderCalls>> {
  const { folders, feed, language, dialogs } = parts;
  const chosen = new ChosenFolders();
  return {
    'folders:get': () => feed.rows(),
    'folders:choose': (purpose) => chosen.choose(purpose, language.words, dialogs),
    'folders:dropped': (paths) => chosen.dropped(paths),
    'folders:add': async (path, said) => {
      if (!chosen.has(path) || !mayMove(said, chosen, null)) throw refusal();
      const settings = { ...said, path, stillMs: DEFAULT_STILL_MS };
      return outcomeOf(await folders.add(settings), settings);
    },
    'folders:update': async (id, said) => {
      const present = folders.folders.find((folder) => folder.id === id)?.settings;
      if (!mayMove(said, chosen, present ?? null)) throw refusal();
      const { path = '', stillMs = DEFAULT_STILL_MS } = present ?? {};
      const settings = { ...said, path, stillMs };
      return outcomeOf(await folders.update(id, settings), settings);
    },
    'folders:set-paused': (id, paused) => (paused ? folders.pause(id) : folders.resume(id)),
    'folders:remove': (id) => folders.remove(id),
    'folders:answer-already-here': (id, answer) => folders.answerAlreadyHere(id, answer),
    'folders:answer-edited': (id, files, answer) => {
      const folder = folders.folders.find((each) => each.id === id);
      if (folder === undefined) return;
      // Only files that are asked about are known under these paths; others are left alone.
      const paths = files.map((file) => join(folder.settings.path, ...file.split('/')));
      folders.answerEdited(id, paths, answer);
    },
    'folders:look': () => folders.rescan(),
    'folders:copy-id': async (id) => {
      const last = folders.views().find(({ folder }) => folder.id === id)?.lastUpload;
      if (last) await clipboard.writeText(last.fileId);
      return last != null;
    },
  };
}

/** Files go to no folder but one that the person chose, now or before. */
function mayMove(
  { afterwards }: FolderSettings,
  chosen: ChosenFolders,
  present: WatchSettings | null,
): boolean {
  if (afterwards.do !== 'move') return true;
  const before = present?.afterwards.do === 'move' ? present.afterwards.folder : null;
  return afterwards.folder === before || chosen.has(afterwards.folder);
}

const refusal = () => new Error('Only folders that were chosen in a dialog or dropped can be named.');

function outcomeOf(outcome: SettingsOutcome, settings: WatchSettings): FolderOutcome {
  if (outcome.kind === 'done') return { ok: true };
  const { problem } = outcome;
  return { ok: false, field: fieldOf(problem, settings), message: problem.message };
}
