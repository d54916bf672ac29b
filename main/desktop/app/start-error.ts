import { DataFolderBusy, FolderNotPrivate, NewerDatabase, StoreError } from '../../core/model/store-error.ts';
import type { Translations } from '../shell/i18n.ts';

/** @returns why Hoist could not start, in the person's language where Hoist knows the error */
export function startFailure(error: unknown, t: Translations): string {
  if (error instanceof DataFolderBusy) return t('startFailure.busy');
  if (error instanceof NewerDatabase) return t('startFailure.newer');
  if (error instanceof FolderNotPrivate) return t('startFailure.notPrivate');
  if (error instanceof StoreError) return t(`startFailure.${error.code}`);
  return error instanceof Error ? error.message : String(error);
}
