import type { HoistApi } from '../preload/contract/contract.ts';

declare global {
  interface Window {
    /** Put there by the preload script; see preload/contract/contract.ts. */
    readonly hoist: HoistApi;
  }
}

/** The one place that touches `window.hoist`. All else is handed a `HoistApi`, so that tests can hand in another. */
export const bridge = (): HoistApi => window.hoist;
