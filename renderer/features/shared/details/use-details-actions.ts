import { visibleName } from '../../../i18n/file-name.ts';
import { actionsHook } from '../state/hoist.ts';

/** What a person can do with the details of an upload. A call that fails shows a toast. */
export const useDetailsActions = actionsHook(({ api, stores, tell }) => {
  const { details } = stores;
  const { t, toast, withErrorToast } = tell;
  return {
    async toggle(id: string) {
      await withErrorToast('details', () => details.toggle(id));
    },
    async refresh() {
      await withErrorToast('details', details.load);
    },
    async read() {
      await withErrorToast('library', details.read);
    },
    async retry(id: string) {
      await withErrorToast('retry', () => api.retry([id]));
    },
    /** The new row may be out of sight, so a toast says where it is. */
    async uploadAgain(id: string) {
      const added = await withErrorToast('uploadAgain', () => api.uploadPastAgain([id]));
      if (added !== null)
        toast(t(added.queued > 0 ? 'announcement.uploadingAgain' : 'announcement.notUploadedAgain'));
    },
    async openFile(id: string, name: string) {
      const outcome = await withErrorToast('open', () => api.openFile(id));
      if (outcome === 'not-there') toast(t('history.notThere', { name: visibleName(name) }), 'problem');
      if (outcome === 'not-opened') toast(t('details.notOpened', { name: visibleName(name) }), 'problem');
    },
    async reveal(id: string, name: string) {
      const isShown = await withErrorToast('reveal', () => api.reveal(id));
      if (isShown === false) toast(t('history.notThere', { name: visibleName(name) }), 'problem');
    },
  };
});
