import { useCallback } from 'react';
import type { Preferences } from '../../../preload/contract/contract.ts';
import { useApi, useStores, useTell } from './state/hoist.ts';

/** @returns a function that changes some preferences and returns whether they were saved; a failure shows a toast */
export function useChangePreferences() {
  const api = useApi();
  const { preferences } = useStores();
  const { withErrorToast } = useTell();
  return useCallback(
    async (change: Partial<Preferences>): Promise<boolean> => {
      const next = await withErrorToast('preference', () => api.changePreferences(change));
      if (next) preferences.set(next);
      return next !== null;
    },
    [api, preferences, withErrorToast],
  );
}
