import type { Hoist } from '../shared/state/hoist.ts';

/**
 * Takes rows out of the list. The main process removes them only once nobody can have them back any more; where Hoist ends before that,
 * they stay in the list.
 * @param cancelled what was cancelled with the same key, and starts again with the undo
 */
export function removeUndoably(
  ids: readonly string[],
  { api, stores, tell }: Pick<Hoist, 'api' | 'stores' | 'tell'>,
  cancelled: { readonly ids: readonly string[]; readonly undo: () => void } | null = null,
): void {
  const { queue, undo } = stores;
  const { t, toast, withErrorToast } = tell;
  queue.withhold(ids);
  undo.offer(
    {
      text: [
        ...(cancelled === null ? [] : [t('undo.cancelled', { count: cancelled.ids.length })]),
        t('undo.removed', { count: ids.length }),
      ].join(' '),
      undo() {
        cancelled?.undo();
        queue.giveBack(ids);
        toast(t('undo.undone'));
      },
      async end() {
        const isDone = await withErrorToast('remove', () => api.remove(ids).then(() => true));
        if (isDone === null) queue.giveBack(ids);
      },
    },
    t,
  );
}
