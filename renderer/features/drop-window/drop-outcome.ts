import { createStore } from 'zustand/vanilla';
import type { AddResult, HoistApi } from '../../../preload/contract/contract.ts';

/** How long the result of a drop shows. */
const TOLD_MS = 5000;

/** The result of the last drop, while it shows. */
export type Outcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'failed' }
  | ({ readonly kind: 'added' } & AddResult);

export type DropOutcome = ReturnType<typeof createDropOutcome>;

/** Uploads drops as the main window does and keeps the last result for a while. */
export function createDropOutcome(api: Pick<HoistApi, 'addFiles' | 'preferences'>) {
  const store = createStore<Outcome>(() => ({ kind: 'none' }));
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tell(outcome: Outcome) {
    clearTimeout(timer);
    store.setState(outcome, true);
    timer = setTimeout(() => store.setState({ kind: 'none' }, true), TOLD_MS);
  }

  return {
    ...store,
    async add(files: readonly File[]) {
      try {
        const { retention } = await api.preferences();
        tell({ kind: 'added', ...(await api.addFiles(files, retention)) });
      } catch (error) {
        console.error(error);
        tell({ kind: 'failed' });
      }
    },
  };
}
