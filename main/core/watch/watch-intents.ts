import type { FolderView } from './folder-view.ts';
import type { SettingsProblem, WatchedFolder, WatchSettings } from './watched-folder.ts';

export type SettingsOutcome =
  | { readonly kind: 'done'; readonly folder: WatchedFolder }
  | { readonly kind: 'refused'; readonly problem: SettingsProblem };

/**
 * What a person can want of the watched folders. An unknown id is left alone: its folder was removed a moment ago.
 * All of it throws a StoreError where it could not be kept, and then nothing has happened.
 */
export interface WatchIntents {
  /** Watches a folder. Its files are left until `answerAlreadyHere`; what comes from now on is uploaded. */
  add(settings: WatchSettings): Promise<SettingsOutcome>;
  /** Changes the settings of a folder, but for its path; files are judged by the new ones from now on. */
  update(id: string, settings: WatchSettings): Promise<SettingsOutcome>;
  /** Nothing of it is looked at until `resume`; uploads of it that are queued already go on. */
  pause(id: string): void;
  /** What came meanwhile is found. */
  resume(id: string): void;
  /** Watches it no longer and forgets what it knew of its files; uploads and history stay. */
  remove(id: string): void;
  /** The answer to {@link FolderView.alreadyHere}; it may be changed from 'only-new' to 'upload' later. */
  answerAlreadyHere(id: string, answer: 'upload' | 'only-new'): void;
  /** The answer to {@link FolderView.edited} for these files. */
  answerEdited(id: string, paths: readonly string[], answer: 'upload' | 'leave'): void;
  /** Looks through all folders now, as after sleep, or because the person will not wait. */
  rescan(): void;
}

/** What a screen follows. */
export interface WatchViews {
  views(): FolderView[];
  /** Called, not more than a few times a second, after something of a folder changed. */
  subscribe(listener: () => void): () => void;
}
