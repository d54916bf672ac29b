import { visibleName } from '../../i18n/file-name.ts';
import { copyingWith } from '../shared/copy/use-copy-actions.ts';
import { actionsHook, type Stores } from '../shared/state/hoist.ts';
import type { Tell } from '../shared/state/tell.ts';

/** What a person can do with the server's files. A call that fails shows a toast. */
export const useLibraryActions = actionsHook(({ api, stores, tell }) => {
  const { library, details, undo } = stores;
  const { t, toast, withErrorToast } = tell;

  async function undoDeletion() {
    try {
      toast(t((await api.undoDeletion()) ? 'undo.notDeleted' : 'undo.tooLate'));
    } catch (error) {
      console.error(error);
      offerUndo(t('undo.notSaved'));
    }
  }

  const offerUndo = (text: string) =>
    undo.offer(
      {
        text,
        undo: () => void undoDeletion(),
        pause: (isPaused) => void api.pauseUndo(isPaused).catch(console.error),
      },
      t,
    );

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
    /** Shows the details of a file, or hides them where they are shown already. */
    async open(id: string) {
      const uploadId = library.getState().rows.get(id)?.uploadId ?? null;
      if (uploadId === null) {
        details.close();
        library.toggle(id);
      } else {
        library.close();
        await withErrorToast('details', () => details.toggle(uploadId));
      }
    },
    async read(id: string) {
      await withErrorToast('library', () => library.read(id));
    },
    ...copyingWith((ids) => api.copyFileIds(ids), tell),
    /** The main process waits for as long as it can be undone. `announceDeletions` says what came of it. */
    async remove(ids: readonly string[]) {
      const { pending } = library.getState().deletions;
      const wanted = ids.filter((id) => !pending.some(({ fileId }) => fileId === id));
      if (wanted.length === 0) return;
      const isComing = await withErrorToast('delete', () => api.deleteFiles(wanted));
      if (isComing === true) offerUndo(t('undo.deleting', { count: wanted.length }));
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
export function announceDeletions(
  { library, undo }: Pick<Stores, 'library' | 'undo'>,
  { t, toast, announce }: Tell,
): () => void {
  return library.subscribe(({ deletions }, { deletions: before }) => {
    if (deletions === before) return;
    const { deleted } = deletions;
    // A toast would take the place of the one that offers to undo the next deletion.
    const say = undo.getState().offered === null ? toast : announce;
    if (deleted) say(t('library.deleted', { name: visibleName(deleted.name) }));
    const known = new Set(before.failed.map(({ fileId }) => fileId));
    const failed = deletions.failed.filter(({ fileId }) => !known.has(fileId));
    if (failed.length > 0) toast(t('library.notDeleted', { count: failed.length }), 'problem');
  });
}
