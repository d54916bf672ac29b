import { DataFolderBusy, FolderNotPrivate, NewerDatabase, StoreError } from '../../core/model/store-error.ts';
import type { Translations } from '../shell/i18n.ts';

/** Why Hoist could not start, as far as there are words for it; else what the error says. */
export function startFailure(error: unknown, words: Translations): string {
  if (error instanceof DataFolderBusy) return words('startFailure.busy');
  if (error instanceof NewerDatabase) return words('startFailure.newer');
  if (error instanceof FolderNotPrivate) return words('startFailure.notPrivate');
  if (error instanceof StoreError) return words(`startFailure.${error.code}`);
  return error instanceof Error ? error.message : String(error);
}
