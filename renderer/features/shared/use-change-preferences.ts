import type { Preferences } from '../../../preload/contract/contract.ts';
import { actionsHook } from './state/hoist.ts';

/** Changes some preferences and returns whether they were saved. A failure shows a toast. */
export const useChangePreferences = actionsHook(
  ({ api, stores: { preferences }, tell: { withErrorToast } }) =>
    async (change: Partial<Preferences>): Promise<boolean> => {
      const next = await withErrorToast('preference', () => api.changePreferences(change));
      if (next) preferences.set(next);
      return next !== null;
    },
);
