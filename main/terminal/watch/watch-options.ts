import type { PostUploadAction } from '../../core/watch/watched-folder.ts';

/** The options of `hoist watch`, as they are parsed. */
export interface WatchCommandOptions {
  readonly json?: true;
  readonly data?: string;
  readonly limitRate?: string;
  readonly once?: true;
  readonly recursive: boolean;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** A folder to move files to may be relative. */
  readonly after: PostUploadAction;
  readonly onEdit: 'new-version' | 'leave';
  readonly convert: 'never' | 'text' | 'pdf';
  readonly temporary?: true;
  readonly onlyNew?: true;
  /** In seconds. */
  readonly still: number;
  /** In seconds; 0 is never. */
  readonly health: number;
}
