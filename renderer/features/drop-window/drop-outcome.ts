import { createStore } from 'zustand/vanilla';
import type { AddResult, HoistApi } from '../../../preload/contract/contract.ts';

/** For so long it is told what became of a drop. */
const TOLD_MS = 5000;

/** What became of the last drop, as long as it is told. */
export type Outcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'failed' }
  | ({ readonly kind: 'added' } & AddResult);

export type DropOutcome = ReturnType<typeof createDropOutcome>;

/** Takes drops as the window does, and remembers for a while what became of the last one. */
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
