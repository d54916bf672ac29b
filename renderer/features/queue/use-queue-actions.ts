import { isActive } from '../../../main/core/model/upload.ts';
import type { AddResult, Retention } from '../../../preload/contract/contract.ts';
import { addedText } from '../shared/added-text.ts';
import { actionsHook } from '../shared/state/hoist.ts';
import { removeUndoably } from './remove-undoably.ts';
import { undecidedIds } from './row-sets.ts';

/** What a person can do in the queue. A call that fails shows a toast. */
export const useQueueActions = actionsHook(({ api, stores, tell }) => {
  const { queue, queueView, preferences } = stores;
  const { t, announce, toast, withErrorToast } = tell;

  /** A drop may come before the preferences are known. */
  const retention = async () => (preferences.getState() ?? (await api.preferences())).retention;

  async function add(call: (retention: Retention) => Promise<AddResult>) {
    const added = await withErrorToast('add', async () => call(await retention()));
    if (!added) return;
    const text = addedText(added, t);
    if (text === '') toast(t('add.nothing'));
    else announce(text);
  }

  const rowsThat = (ids: readonly string[], matches: (isRowActive: boolean) => boolean) =>
    ids.filter((id) => {
      const row = queue.getState().rows.get(id);
      return row !== undefined && matches(isActive(row.state));
    });

  const retry = async (ids: readonly string[]) => {
    if (ids.length > 0) await withErrorToast('retry', () => api.retry(ids));
  };
  /** Several are cancelled by one key, so that can be undone. A single one keeps its button to try again. */
  const cancel = async (ids: readonly string[]) => {
    if (ids.length === 0) return;
    const isDone = await withErrorToast('cancel', () => api.cancel(ids).then(() => true));
    if (isDone && ids.length > 1)
      stores.undo.offer({ text: t('undo.cancelled', { count: ids.length }), undo: () => void retry(ids) }, t);
  };
  const remove = async (ids: readonly string[]) => {
    if (ids.length > 0) removeUndoably(ids, { api, stores, tell });
  };

  const announceConverted = async (call: () => Promise<number>) => {
    const converted = await withErrorToast('convert', call);
    if (converted !== null && converted > 0) announce(t('announcement.converting', { count: converted }));
  };

  return {
    cancel,
    remove,
    addFiles: (files: readonly File[]) => add((kept) => api.addFiles(files, kept)),
    /** Text becomes a file. The main process reads the clipboard itself. */
    addClipboard: () => add((kept) => api.uploadClipboard(kept)),
    /** Closing the dialog without a choice adds nothing and needs no message. */
    async choose(what: 'files' | 'folder') {
      const added = await withErrorToast('add', async () => api.choose(what, await retention()));
      const text = added === null ? '' : addedText(added, t);
      if (text !== '') announce(text);
    },
    retry,
    convert: (ids: readonly string[], rule: 'text' | 'pdf') =>
      announceConverted(() => api.convert(ids, rule)),
    convertAll: () =>
      announceConverted(async () => {
        const { text, pdf } = undecidedIds(queue.getState());
        const byText = text.length > 0 ? await api.convert(text, 'text') : 0;
        const byPdf = pdf.length > 0 ? await api.convert(pdf, 'pdf') : 0;
        return byText + byPdf;
      }),
    async openDerived(id: string) {
      const isOpen = await withErrorToast('openDerived', () => api.openDerived(id));
      if (isOpen === false) toast(t('announcement.notThere'));
    },
    async readSent(id: string) {
      const row = queue.getState().rows.get(id);
      if (row !== undefined) await withErrorToast('library', () => queueView.read(row));
    },
    /** A stuck row mostly looks the same afterwards, so a toast confirms it. */
    async checkAgain(id: string) {
      const isDone = await withErrorToast('retry', () => api.tryNow([id]).then(() => true));
      if (isDone) toast(t('announcement.checking'));
    },
    /** The new row may be out of sight, so a toast says where it is. */
    async uploadAgain(id: string) {
      const added = await withErrorToast('uploadAgain', () => api.uploadAgain([id]));
      if (added !== null)
        toast(t(added > 0 ? 'announcement.uploadingAgain' : 'announcement.notUploadedAgain'));
    },
    /** Cancels active rows and removes the others from the list. */
    async discard(ids: readonly string[]) {
      const active = rowsThat(ids, (isRowActive) => isRowActive);
      const ended = rowsThat(ids, (isRowActive) => !isRowActive);
      // One toast speaks of both.
      if (active.length === 0) await remove(ended);
      else if (ended.length === 0) await cancel(active);
      else if (await withErrorToast('cancel', () => api.cancel(active).then(() => true)))
        removeUndoably(ended, { api, stores, tell }, { ids: active, undo: () => void retry(active) });
    },
  };
});
