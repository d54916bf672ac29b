import { useMemo } from 'react';
import type { LibraryApi } from '../../../preload/contract/contract.ts';
import { visibleName } from '../../i18n/file-name.ts';
import { type Stores, useApi, useStores, useTell } from '../shared/state/hoist.ts';
import type { Tell } from '../shared/state/tell.ts';
import type { LibraryStore } from './library-store.ts';

/** @returns what a person can do with the server's files; a call that fails shows a toast */
export function useLibraryActions() {
  const api = useApi();
  const { library } = useStores();
  const tell = useTell();
  return useMemo(() => createLibraryActions(api, library, tell), [api, library, tell]);
}

function createLibraryActions(
  api: LibraryApi,
  library: LibraryStore,
  { t, announce, toast, withErrorToast }: Tell,
) {
  return {
    async reload() {
      await withErrorToast('library', library.reload);
    },
    async more() {
      await withErrorToast('library', library.more);
    },
    async lookThrough() {
      await withErrorToast('library', library.lookThrough);
    },
    async read(id: string) {
      await withErrorToast('library', () => library.read(id));
    },
    /**
     * The button itself shows that it worked, so this is only announced.
     * @returns whether the id was copied
     */
    async copyId(id: string): Promise<boolean> {
      const copied = await withErrorToast('copy', () => api.copyFileIds([id]));
      if (copied) announce(t('announcement.copied', { count: copied }));
      return copied === 1;
    },
    async copyIds(ids: readonly string[]) {
      const copied = await withErrorToast('copy', () => api.copyFileIds(ids));
      if (copied !== null)
        toast(copied > 0 ? t('announcement.copied', { count: copied }) : t('announcement.nothingToCopy'));
    },
    /** The main process asks the person first. `announceDeletions` says what came of it. */
    async remove(ids: readonly string[]) {
      const { pending } = library.getState().deletions;
      const wanted = ids.filter((id) => !pending.some(({ fileId }) => fileId === id));
      if (wanted.length > 0) await withErrorToast('delete', () => api.deleteFiles(wanted));
    },
    async dismissFailed() {
      await withErrorToast('delete', () => api.dismissDeletions());
    },
  };
}

/**
 * Shows a toast for a file that has been deleted and for those that could not be, wherever the person is.
 * @returns a function that stops it
 */
export function announceDeletions({ library }: Pick<Stores, 'library'>, { t, toast }: Tell): () => void {
  return library.subscribe(({ deletions }, { deletions: before }) => {
    if (deletions === before) return;
    const { deleted } = deletions;
    if (deleted) toast(t('library.deleted', { name: visibleName(deleted.name) }));
    const known = new Set(before.failed.map(({ fileId }) => fileId));
    const failed = deletions.failed.filter(({ fileId }) => !known.has(fileId));
    if (failed.length > 0) toast(t('library.notDeleted', { count: failed.length }), 'problem');
  });
}
