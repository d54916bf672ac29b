import type { FolderView } from './folder-view.ts';
import type { SettingsProblem, WatchedFolder, WatchSettings } from './watched-folder.ts';

export type SettingsOutcome =
  | { readonly kind: 'done'; readonly folder: WatchedFolder }
  | { readonly kind: 'refused'; readonly problem: SettingsProblem };

/**
 * What a person can do with the watched folders. An unknown id is ignored: its folder was removed a moment ago. All methods
 * throw a StoreError where the change could not be saved, and then nothing has happened.
 */
export interface WatchIntents {
  /** Watches a folder. Its files are left until `answerAlreadyHere`; what comes from now on is uploaded. */
  add(settings: WatchSettings): Promise<SettingsOutcome>;
  /** Changes the settings of a folder, but for its path; files are judged by the new ones from now on. */
  update(id: string, settings: WatchSettings): Promise<SettingsOutcome>;
  /** Looks at nothing in it until `resume`; its queued uploads continue. */
  pause(id: string): void;
  /** Watches it again, and finds what came meanwhile. */
  resume(id: string): void;
  /** Stops watching it, and forgets what was known of its files; uploads and history stay. */
  remove(id: string): void;
  /** The answer to {@link FolderView.alreadyHere}; it may be changed from 'only-new' to 'upload' later. */
  answerAlreadyHere(id: string, answer: 'upload' | 'only-new'): void;
  /** The answer to {@link FolderView.edited} for these files. */
  answerEdited(id: string, paths: readonly string[], answer: 'upload' | 'leave'): void;
  /** Scans all folders now, as after sleep, or because the person will not wait. */
  rescan(): void;
}

/** What a screen shows. */
export interface WatchViews {
  views(): FolderView[];
  /** Calls `listener` after a change of any folder, a few times a second at most. */
  subscribe(listener: () => void): () => void;
}
