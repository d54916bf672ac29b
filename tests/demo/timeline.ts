import type { Page } from 'playwright';
import type { HoistApi, Stage } from '../../preload/contract/contract.ts';

/** When the window first heard of each stage of a row, in ms since the recording began. */
export interface RowTimeline {
  readonly name: string;
  readonly sizeBytes: number;
  readonly stage: Stage;
  readonly fileId: string | null;
  readonly reachedMs: Partial<Record<Stage, number>>;
}

interface RecordingWindow {
  hoist: HoistApi;
  recordedRows: Map<string, RowTimeline>;
}

/** Listens, in the window and by its own bridge, to what the main process tells of the queue. */
export async function recordTimelines(page: Page): Promise<() => Promise<RowTimeline[]>> {
  await page.evaluate(() => {
    const recording = window as unknown as RecordingWindow;
    const startedAt = performance.now();
    recording.recordedRows = new Map();
    recording.hoist.onPatch(({ rows }) => {
      for (const { id, name, sizeBytes, state } of rows) {
        const before = recording.recordedRows.get(id)?.reachedMs ?? {};
        recording.recordedRows.set(id, {
          name,
          sizeBytes: sizeBytes ?? 0,
          stage: state.stage,
          fileId: state.stage === 'ready' ? state.fileId : null,
          reachedMs: { [state.stage]: performance.now() - startedAt, ...before },
        });
      }
    });
  });
  return () => page.evaluate(() => [...(window as unknown as RecordingWindow).recordedRows.values()]);
}
