import { basename, dirname, join, relative } from 'node:path';
import { isUnanswered } from '../files/file-error.ts';
import { isWithin } from '../files/is-within.ts';
import type { ActionFailedMessage } from '../model/messages.ts';
import { StoreError } from '../model/store-error.ts';
import type { Fingerprint } from '../model/upload.ts';
import type { FolderFiles } from './folder-files.ts';
import type { FolderLedger, LedgerRow } from './ledger.ts';
import type { WatchNews } from './watch-events.ts';
import type { WatchSettings } from './watched-folder.ts';

/** Moves a file to the system's trash. Rejects where it cannot. */
export type Trash = (path: string) => Promise<void>;

export interface ActionStepsOptions {
  readonly files: FolderFiles;
  readonly ledger: FolderLedger;
  readonly settings: WatchSettings;
  readonly trash: Trash;
  readonly news: (news: WatchNews) => void;
  readonly changed: () => void;
}

/**
 * Moves or trashes a file that is Ready. The ledger records each step before it happens, so that the action is finished
 * after a crash and never done twice. All methods throw a StoreError where that fails.
 */
export class ActionSteps {
  readonly #options: ActionStepsOptions;

  constructor(options: ActionStepsOptions) {
    this.#options = options;
  }

  /**
   * @param fingerprint the file's present state, with the bytes that were sent
   * @returns why it is not possible, `unanswered` where its drive said nothing; null where it was done
   */
  perform(row: LedgerRow, fingerprint: Fingerprint): Promise<ActionFailedMessage | 'unanswered' | null> {
    return this.#perform(row, fingerprint).catch((error: unknown) => whyOf(error));
  }

  async #perform(row: LedgerRow, fingerprint: Fingerprint): Promise<ActionFailedMessage | null> {
    const { ledger, settings, trash, files } = this.#options;
    const { path, sha256 } = row;
    const { postUploadAction } = settings;
    const begun =
      row.outcome === 'ready' && row.postUploadStep?.step === 'moving' ? row.postUploadStep.target : null;
    if (!(await files.isItsOwn(path, settings.path))) return { code: 'stays_behind_link' };
    if (begun !== null || postUploadAction.type === 'move') {
      const target = await files.move(
        { path, fingerprint, sha256 },
        { ...this.#target(path, begun), begun },
        (next) => ledger.setPostUploadStep(path, { step: 'moving', target: next }),
      );
      this.#finish(path, target);
    } else {
      ledger.setPostUploadStep(path, { step: 'trashing' });
      await files.trash({ path, fingerprint, sha256 }, () => trash(path));
      this.#finish(path, null);
    }
    return null;
  }

  /** No link is followed from the watched folder to one in it, nor from any other below that. */
  #target(path: string, begun: string | null): { readonly folder: string; readonly name: string } {
    const { path: root, postUploadAction } = this.#options.settings;
    if (postUploadAction.type !== 'move')
      return { folder: dirname(begun ?? ''), name: basename(begun ?? '') };
    const { folder } = postUploadAction;
    const name = relative(root, path);
    return isWithin(folder, root)
      ? { folder: root, name: join(relative(root, folder), name) }
      : { folder, name };
  }

  /** It is not there any more: it was moved right before a crash, or by somebody else. */
  async settleMissing({ path, sha256, ...row }: LedgerRow): Promise<void> {
    if (row.outcome !== 'ready') return;
    const { postUploadStep } = row;
    // Somebody else took it away before it was begun.
    if (postUploadStep === null) return this.leave(path);
    const target = postUploadStep.step === 'moving' ? postUploadStep.target : null;
    if (target === null || (await this.#options.files.wasMovedTo(target, row.fingerprint, sha256)))
      this.#finish(path, target);
  }

  /** Nothing is done with it any more. */
  leave(path: string): void {
    this.#options.ledger.setPostUploadStep(path, { step: 'left' });
  }

  #finish(path: string, target: string | null): void {
    this.#options.ledger.setPostUploadStep(path, { step: 'done' });
    this.#options.news({ type: 'moved', path, target });
    this.#options.changed();
  }

  /** It stays, until somebody tries again. */
  fail(path: string, message: ActionFailedMessage): void {
    this.#options.ledger.setPostUploadStep(path, { step: 'failed', message });
    this.#options.news({ type: 'actionFailed', path, message });
    this.#options.changed();
  }
}

/** @throws {StoreError} which is no matter of the file */
function whyOf(error: unknown): ActionFailedMessage | 'unanswered' {
  if (error instanceof StoreError) throw error;
  if (isUnanswered(error)) return 'unanswered';
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return BECAUSE[code] ?? { code: 'stays', error: code };
}

const BECAUSE: Readonly<Record<string, ActionFailedMessage>> = {
  EACCES: { code: 'stays_not_permitted' },
  EPERM: { code: 'stays_not_permitted' },
  EROFS: { code: 'stays_read_only' },
  ENOSPC: { code: 'stays_no_room' },
  EBUSY: { code: 'stays_in_use' },
  file_changed: { code: 'stays_changed' },
  not_trashed: { code: 'stays_not_trashed' },
  ELOOP: { code: 'stays_target_link' },
  ENAMETOOLONG: { code: 'stays_name_too_long' },
};
