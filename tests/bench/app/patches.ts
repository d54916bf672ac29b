import type { Page } from 'playwright';
import type { HoistApi } from '../../../preload/contract/contract.ts';

/** What the main process has told the window so far. */
export interface ReceivedPatches {
  /** Messages on the queue. */
  readonly patches: number;
  readonly rows: number;
  /** When each file was shown ready, by name, in ms since the epoch. */
  readonly readyAtMs: Readonly<Record<string, number>>;
}

interface ListeningWindow {
  hoist: HoistApi;
  benchTold: { patches: number; ids: Set<string>; readyAtMs: Record<string, number> };
}

/** Listens in the window, by its own bridge; the answer says what came up to its call. */
export async function listenToPatches(page: Page): Promise<() => Promise<ReceivedPatches>> {
  await page.evaluate(() => {
    const listening = window as unknown as ListeningWindow;
    const told: ListeningWindow['benchTold'] = { patches: 0, ids: new Set(), readyAtMs: {} };
    listening.benchTold = told;
    listening.hoist.onPatch(({ rows }) => {
      told.patches += 1;
      for (const { id, name, state } of rows) {
        told.ids.add(id);
        if (state.stage === 'ready') told.readyAtMs[name] ??= Date.now();
      }
    });
  });
  return () =>
    page.evaluate(() => {
      const { patches, ids, readyAtMs } = (window as unknown as ListeningWindow).benchTold;
      return { patches, rows: ids.size, readyAtMs };
    });
}
