import type { Go, HoistApi } from '../../preload/contract/contract.ts';
import type { Stores } from '../features/shared/state/hoist.ts';

/**
 * Goes where the main process leads: to a screen, or to a row of the queue once the rows are known.
 * @returns a function that stops it
 */
export function followGo(
  api: Pick<HoistApi, 'onGo'>,
  { queue, view }: Pick<Stores, 'queue' | 'view'>,
): () => void {
  let stopWaiting = () => {};

  function showUpload(id: string) {
    if (queue.getState().rows.has(id)) view.showUpload(id);
  }

  const stopListening = api.onGo(({ screen, uploadId }: Go) => {
    stopWaiting();
    // Without a connection, the first run takes the queue's place.
    view.show(screen === 'queue' ? 'auto' : screen);
    if (uploadId === null) return;
    if (queue.getState().seq !== null) {
      showUpload(uploadId);
      return;
    }
    stopWaiting = queue.subscribe(({ seq }) => {
      if (seq === null) return;
      stopWaiting();
      showUpload(uploadId);
    });
  });
  return () => {
    stopWaiting();
    stopListening();
  };
}
