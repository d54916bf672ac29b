import { useMemo } from 'react';
import type { HoistApi } from '../../../../preload/contract/contract.ts';
import { useApi, useTell } from '../state/hoist.ts';
import type { Tell } from '../state/tell.ts';

/** @returns what a person can do about a queue that waits; a call that fails shows a toast */
export function useStatusActions() {
  const api = useApi();
  const tell = useTell();
  return useMemo(() => createStatusActions(api, tell), [api, tell]);
}

function createStatusActions(api: HoistApi, { withErrorToast }: Tell) {
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
}
