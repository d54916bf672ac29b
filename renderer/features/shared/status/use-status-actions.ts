import { actionsHook } from '../state/hoist.ts';

/** What a person can do about a queue that waits. A call that fails shows a toast. */
export const useStatusActions = actionsHook(({ api, tell: { withErrorToast } }) => {
  return {
    async pause() {
      await withErrorToast('pause', () => api.setPaused(true));
    },
    async resume() {
      await withErrorToast('resume', () => api.setPaused(false));
    },
    /** @param id the row whose wait ends now; null for all rows and the queue itself */
    async tryNow(id: string | null) {
      await withErrorToast('retry', () => api.tryNow(id === null ? null : [id]));
    },
  };
});
