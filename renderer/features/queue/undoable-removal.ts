import { createStore } from 'zustand/vanilla';
import type { HoistApi } from '../../../preload/contract/contract.ts';
import type { Stores } from '../shared/state/hoist.ts';
import type { Tell } from '../shared/state/tell.ts';

type RemovalStores = Pick<Stores, 'queue' | 'view'>;

declare module '../shared/state/hoist.ts' {
  interface Stores {
    readonly removal: UndoableRemoval;
  }
}

/** What it takes to carry a removal out, and to say so. */
interface RemovalTools {
  readonly api: Pick<HoistApi, 'remove' | 'platform'>;
  readonly stores: RemovalStores;
  readonly tell: Pick<Tell, 't' | 'toast' | 'withErrorToast'>;
}

interface Pending {
  readonly ids: readonly string[];
  readonly toastKey: number;
  readonly tools: RemovalTools;
}

interface RemovalState {
  /** What the person can still have back; null where there is nothing. */
  readonly pending: Pending | null;
}

export type UndoableRemoval = ReturnType<typeof createUndoableRemoval>;

/**
 * Takes rows out of the list such that the person can have them back for a while: as long as the toast is there that offers it. Only
 * then the main process removes them; a page that goes away has them removed at once. Where Hoist ends before that, they stay in
 * the list.
 */
export function createUndoableRemoval() {
  const store = createStore<RemovalState>(() => ({ pending: null }));

  function takePending(): Pending | null {
    const { pending } = store.getState();
    store.setState({ pending: null });
    return pending;
  }

  async function carryOut(): Promise<void> {
    const pending = takePending();
    if (pending === null) return;
    const { api, stores, tell } = pending.tools;
    const isDone = await tell.withErrorToast('remove', () => api.remove(pending.ids).then(() => true));
    if (isDone === null) stores.queue.giveBack(pending.ids);
  }

  /**
   * Gives the rows back that were removed last.
   * @returns whether there were any
   */
  function undo(): boolean {
    const pending = takePending();
    if (pending === null) return false;
    const { stores, tell } = pending.tools;
    stores.queue.giveBack(pending.ids);
    tell.toast(tell.t('undo.undone'));
    return true;
  }

  return {
    ...store,
    undo,
    /** Takes these rows out of the list. */
    remove(ids: readonly string[], tools: RemovalTools): void {
      void carryOut();
      const { api, stores, tell } = tools;
      const { t } = tell;
      stores.queue.withhold(ids);
      const text = t('undo.removed', { count: ids.length });
      const hint = t(api.platform === 'darwin' ? 'undo.hintOnMac' : 'undo.hint');
      const toastKey = stores.view.toastWithAction(text, { label: t('undo.undo'), run: undo }, hint);
      store.setState({ pending: { ids, toastKey, tools } });
    },
    /**
     * Carries a removal out once its toast is gone.
     * @returns stops that
     */
    follow(view: Stores['view']): () => void {
      const carryOutNow = () => void carryOut();
      window.addEventListener('pagehide', carryOutNow);
      const stop = view.subscribe(({ toast }) => {
        const { pending } = store.getState();
        if (pending !== null && toast?.key !== pending.toastKey) carryOutNow();
      });
      return () => {
        window.removeEventListener('pagehide', carryOutNow);
        stop();
      };
    },
  };
}
