import type { Queue } from '../../core/queue/queue.ts';

/** An id that leads nowhere any more is offered in no list; that it was uploaded stays in the history. */
export function unlistDeleted(
  queue: Pick<Queue, 'uploads' | 'remove'>,
  deleted: { readonly destination: string; readonly fileId: string },
): void {
  const gone = [...queue.uploads.all()].filter(
    ({ state, destination }) =>
      state.stage === 'ready' &&
      state.fileId === deleted.fileId &&
      (destination ?? deleted.destination) === deleted.destination,
  );
  queue.remove(gone.map(({ id }) => id));
}
