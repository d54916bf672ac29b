import { visibleName } from '../../i18n/file-name.ts';
import { actionsHook } from '../shared/state/hoist.ts';

/** What a person can do with watched folders, besides what the form does. A call that fails shows a toast. */
export const useFolderActions = actionsHook(({ api, stores, tell }) => {
  const { view } = stores;
  const { t, announce, toast, withErrorToast } = tell;
  return {
    /** Closing the dialog without a choice leads nowhere and needs no message. */
    async choose() {
      const path = await withErrorToast('chooseFolder', () => api.chooseFolder('watch'));
      if (path !== null) view.openFolderForm({ kind: 'add', path });
    },
    chooseTarget: () => withErrorToast('chooseFolder', () => api.chooseFolder('move-target')),
    /**
     * Offers to watch a dropped folder.
     * @returns whether files were dropped, which are uploaded instead
     */
    async offerDropped(files: readonly File[]): Promise<boolean> {
      const dropped = await withErrorToast('chooseFolder', () => api.droppedFolder(files));
      if (dropped?.kind === 'folder') view.openFolderForm({ kind: 'add', path: dropped.path });
      if (dropped?.kind === 'several') toast(t('folders.drop.several'), 'problem');
      return dropped?.kind === 'files';
    },
    async setPaused(id: string, paused: boolean) {
      await withErrorToast('folder', () => api.setFolderPaused(id, paused));
    },
    /** Watches a folder whose connection is gone for the one in use. */
    async watchHere(id: string) {
      await withErrorToast('folder', () => api.watchFolderHere(id));
    },
    async remove(id: string, name: string) {
      const isDone = await withErrorToast('folder', () => api.removeFolder(id).then(() => true));
      if (isDone) toast(t('folders.removed', { name: visibleName(name) }));
    },
    async answerAlreadyHere(id: string, answer: 'upload' | 'only-new') {
      await withErrorToast('folder', () => api.answerAlreadyHere(id, answer));
    },
    async answerEdited(id: string, files: readonly string[], answer: 'upload' | 'leave') {
      await withErrorToast('folder', () => api.answerEdited(id, files, answer));
    },
    async convertSkipped(id: string) {
      await withErrorToast('convert', () => api.convertSkipped(id));
    },
    /** New files show by themselves. Where there are none, the toast is all that shows. */
    async scanNow() {
      const isDone = await withErrorToast('folder', () => api.lookAtFolders().then(() => true));
      if (isDone) toast(t('folders.looking'));
    },
    /**
     * The button itself shows that it worked, so this is only announced.
     * @returns whether the id was copied
     */
    async copyLastId(id: string): Promise<boolean> {
      const isCopied = (await withErrorToast('copy', () => api.copyLastId(id))) === true;
      if (isCopied) announce(t('announcement.copied', { count: 1 }));
      return isCopied;
    },
  };
});
