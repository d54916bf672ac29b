import type { Go, HoistApi } from '../../preload/contract/contract.ts';
import type { QueueStore } from './queue.ts';
import type { ViewStore } from './view.ts';

/** Goes where the main process leads: to a screen, or to a row of the queue once the rows are known. */
export function followGo(
  api: Pick<HoistApi, 'onGo'>,
  { queue, view }: { readonly queue: QueueStore; readonly view: ViewStore },
): () => void {
  let stopWaiting = () => {};

  function arrive(id: string) {
    if (queue.getState().rows.has(id)) view.arriveAt(id);
  }

  const stop = api.onGo(({ screen, uploadId }: Go) => {
    stopWaiting();
    // Without a connection, the queue is the first run.
    view.show(screen === 'queue' ? 'auto' : screen);
    if (uploadId === null) return;
    if (queue.getState().seq !== null) {
      arrive(uploadId);
      return;
    }
    stopWaiting = queue.subscribe(({ seq }) => {
      if (seq === null) return;
      stopWaiting();
      arrive(uploadId);
    });
  });
  return () => {
    stopWaiting();
    stop();
  };
}
