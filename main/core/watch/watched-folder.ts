import type { ConversionRule } from '../model/conversion.ts';
import type { FolderSettingsMessage } from '../model/messages.ts';
import type { Retention } from '../model/upload.ts';

/** The action on a file once it is ready. A file that failed stays where it is. */
export type PostUploadAction =
  | { readonly type: 'leave' }
  /** Into this folder (absolute), below it as deep as it lay, under a free name: never over another file. */
  | { readonly type: 'move'; readonly folder: string }
  | { readonly type: 'trash' };

/** The action on a file that was edited after its upload. */
export type OnEdit = 'new-version' | 'leave' | 'ask';

/** A person's settings of a folder. */
export interface WatchSettings {
  /** Absolute. It is what the folder is known by. */
  readonly path: string;
  readonly recursive: boolean;
  /**
   * Globs, such as `*.pdf` or `invoices/**`. One without a slash is matched with the file's name, one with a slash
   * with the path from the folder, `/` between the parts. With none of these, all files are meant.
   */
  readonly include: readonly string[];
  /** Files that match one of these are not seen at all, even if they match `include`. */
  readonly exclude: readonly string[];
  readonly retention: Retention;
  readonly postUploadAction: PostUploadAction;
  readonly onEdit: OnEdit;
  /** What happens to files that the server does not take. */
  readonly conversionRule: ConversionRule;
  /** How long a file must not change before it counts as finished, in ms. */
  readonly stabilityMs: number;
}

export const DEFAULT_STABILITY_MS = 2000;

/** Settings for a folder of which nothing more is said. */
export function defaultSettings(path: string): WatchSettings {
  return {
    path,
    recursive: true,
    include: [],
    exclude: [],
    retention: 'keep',
    postUploadAction: { type: 'leave' },
    onEdit: 'new-version',
    conversionRule: 'ask',
    stabilityMs: DEFAULT_STABILITY_MS,
  };
}

export interface WatchedFolder {
  readonly id: string;
  readonly settings: WatchSettings;
  /** Paused by the person; this outlives restarts. */
  readonly paused: boolean;
  readonly addedAtMs: number;
  /**
   * The base URL and user that it is watched for; it rests while uploads go elsewhere. Null where it is watched for any,
   * or not bound yet, see `FolderWatchersOptions.bindsFolders`.
   */
  readonly destination: string | null;
}

/**
 * What the person wants of the files that lay in the folder when it was first watched for the present server and
 * user. As long as it is `unanswered` they are left, and what comes is uploaded.
 */
export type AlreadyHere = 'unanswered' | 'upload' | 'only-new';

/** Why settings are not taken. */
export interface SettingsProblem {
  readonly code:
    | 'no_folder'
    | 'not_a_folder'
    | 'not_absolute'
    | 'watched_already'
    | 'inside_watched'
    | 'contains_watched'
    | 'bad_pattern'
    | 'bad_time'
    | 'target_is_source'
    | 'target_is_watched';
  readonly message: FolderSettingsMessage;
}

export type SettingsOutcome =
  | { readonly kind: 'done'; readonly folder: WatchedFolder }
  | { readonly kind: 'refused'; readonly problem: SettingsProblem };
