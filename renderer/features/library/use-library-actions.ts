import { visibleName } from '../../i18n/file-name.ts';
import { copyingWith } from '../shared/copy/use-copy-actions.ts';
import { actionsHook, type Stores } from '../shared/state/hoist.ts';
import type { Tell } from '../shared/state/tell.ts';

/** What a person can do with the server's files. A call that fails shows a toast. */
export const useLibraryActions = actionsHook(({ api, stores, tell }) => {
  const { library } = stores;
  const { withErrorToast } = tell;
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
    ...copyingWith((ids) => api.copyFileIds(ids), tell),
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
});

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
