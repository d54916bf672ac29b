import type { HistoryQuery } from '../../../preload/contract/contract.ts';
import { visibleName } from '../../i18n/file-name.ts';
import { actionsHook } from '../shared/state/hoist.ts';

/** What a person can do with past uploads. A call that fails shows a toast. */
export const useHistoryActions = actionsHook(({ api, stores, tell }) => {
  const { history } = stores;
  const { t, toast, withErrorToast } = tell;
  /** The name of the person's own file, which is what is shown and uploaded again. */
  const nameOf = (id: string) => {
    const row = history.getState().rows.get(id);
    return visibleName(row?.madeFrom?.name ?? row?.name ?? '');
  };
  return {
    async reload() {
      await withErrorToast('history', history.reload);
    },
    async find(change: Partial<HistoryQuery>) {
      await withErrorToast('history', () => history.find(change));
    },
    async more() {
      await withErrorToast('history', history.more);
    },
    async reveal(id: string) {
      const isShown = await withErrorToast('reveal', () => api.reveal(id));
      if (isShown === false) toast(t('history.notThere', { name: nameOf(id) }), 'problem');
    },
    /** The rows appear in the queue, which is another screen, so a toast says so. */
    async uploadAgain(ids: readonly string[]) {
      const added = await withErrorToast('uploadAgain', () => api.uploadPastAgain(ids));
      if (added === null) return;
      const { queued, skipped, undecided } = added;
      const notSent = skipped + undecided;
      if (queued > 0 && notSent === 0) toast(t('history.uploadingAgain', { count: queued }));
      else toast(t('history.uploadingSome', { count: notSent, queued }), 'problem');
    },
    async exportAs(format: 'csv' | 'json') {
      const saved = await withErrorToast('export', () => api.exportHistory(history.getState().query, format));
      if (saved?.kind === 'saved')
        toast(t('history.exported', { count: saved.count, name: visibleName(saved.name) }));
    },
  };
});
