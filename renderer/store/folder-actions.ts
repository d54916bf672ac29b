import type { TFunction } from 'i18next';
import type { HoistApi } from '../../preload/contract/contract.ts';
import { visibleName } from '../i18n/file-name.ts';
import type { Actions } from './actions.ts';
import type { ViewStore } from './view.ts';
import { createErrorToasts } from './with-error-toast.ts';

export type FolderActions = ReturnType<typeof createFolderActions>;

/** What a person can ask for of watched folders, beside what the form asks for. */
export function createFolderActions(
  api: HoistApi,
  parts: { readonly view: ViewStore; readonly actions: Pick<Actions, 'addFiles'> },
  t: TFunction,
) {
  const { view, actions } = parts;
  const attempt = createErrorToasts(view, t);

  return {
    /** A dialog that was closed without a choice leads nowhere, and there is nothing to say about it. */
    async choose() {
      const path = await attempt('chooseFolder', () => api.chooseFolder('watch'));
      if (path !== null) view.openFolderForm({ kind: 'add', path });
    },
    chooseTarget: () => attempt('chooseFolder', () => api.chooseFolder('move-target')),
    /** A folder is offered to be watched; files are uploaded, as they are everywhere, and shown where they are. */
    async drop(files: readonly File[]) {
      const dropped = await attempt('chooseFolder', () => api.droppedFolder(files));
      if (dropped?.kind === 'folder') view.openFolderForm({ kind: 'add', path: dropped.path });
      else if (dropped?.kind === 'several') view.toast(t('folders.drop.several'), 'problem');
      else if (dropped) {
        if (view.getState().folderForm === null) view.show('queue');
        await actions.addFiles(files);
      }
    },
    async setPaused(id: string, paused: boolean) {
      await attempt('folder', () => api.setFolderPaused(id, paused));
    },
    async remove(id: string, name: string) {
      const done = await attempt('folder', () => api.removeFolder(id).then(() => true));
      if (done) view.toast(t('folders.removed', { name: visibleName(name) }));
    },
    async answerAlreadyHere(id: string, answer: 'upload' | 'only-new') {
      await attempt('folder', () => api.answerAlreadyHere(id, answer));
    },
    async answerEdited(id: string, files: readonly string[], answer: 'upload' | 'leave') {
      await attempt('folder', () => api.answerEdited(id, files, answer));
    },
    /** What it finds shows by itself; where it finds nothing, this is all there is to see. */
    async look() {
      const done = await attempt('folder', () => api.lookAtFolders().then(() => true));
      if (done) view.toast(t('folders.looking'));
    },
    /** The button itself shows that it worked, so this one is only said. Answers whether it did. */
    async copyLastId(id: string): Promise<boolean> {
      const copied = (await attempt('copy', () => api.copyLastId(id))) === true;
      if (copied) view.announce(t('said.copied', { count: 1 }));
      return copied;
    },
    /** Leads to the row of a file that failed, where it is still in the list. */
    showInQueue(rowId: string) {
      view.show('queue');
      view.setFilter('all');
      view.setSelection(() => ({ ids: new Set([rowId]), anchor: rowId, active: rowId }));
    },
  };
}
