import type { HoistApi } from '../preload/contract/contract.ts';

declare global {
  interface Window {
    /** The preload script sets it; see preload/contract/contract.ts. */
    readonly hoist: HoistApi;
  }
}

/** The only access to `window.hoist`. Everything else is given a `HoistApi`, so tests can give another. */
export const bridge = (): HoistApi => window.hoist;
