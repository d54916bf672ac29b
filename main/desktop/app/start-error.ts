import { DataFolderBusy, FolderNotPrivate, NewerDatabase, StoreError } from '../../core/model/store-error.ts';
import type { Translations } from '../shell/i18n.ts';

/** @returns why Hoist could not start, in the person's language where Hoist knows the error */
export function startFailure(error: unknown, words: Translations): string {
  if (error instanceof DataFolderBusy) return words('startFailure.busy');
  if (error instanceof NewerDatabase) return words('startFailure.newer');
  if (error instanceof FolderNotPrivate) return words('startFailure.notPrivate');
  if (error instanceof StoreError) return words(`startFailure.${error.code}`);
  return error instanceof Error ? error.message : String(error);
}
