import type { TFunction } from 'i18next';
import { createStore } from 'zustand/vanilla';
import type { HoistApi } from '../../../../preload/contract/contract.ts';
import type { ViewStore } from './view-store.ts';

/** Something that a person did and can take back while a toast says so. */
export interface UndoOffer {
  readonly text: string;
  /** Takes it back. */
  readonly undo: () => void;
  /** Nobody can take it back any more. */
  readonly end?: () => void;
  /** The person is at the button, or has left it: the toast waits as long. */
  readonly pause?: (isPaused: boolean) => void;
}

interface UndoState {
  /** What the person can take back now; null where there is nothing. */
  readonly offered: (UndoOffer & { readonly toastKey: number }) | null;
}

export type Undo = ReturnType<typeof createUndo>;

/**
 * Offers to take back what was done last: a toast with a button, and Ctrl+Z. It ends with its toast, with the next offer, and with the
 * page.
 */
export function createUndo(view: ViewStore, { platform }: Pick<HoistApi, 'platform'>) {
  const store = createStore<UndoState>(() => ({ offered: null }));

  function take(): UndoOffer | null {
    const { offered } = store.getState();
    store.setState({ offered: null });
    return offered;
  }

  const end = () => take()?.end?.();

  /**
   * Takes the last step back.
   * @returns whether there was one
   */
  function undo(): boolean {
    const offer = take();
    if (offer === null) return false;
    view.dismissToast();
    offer.undo();
    return true;
  }

  return {
    ...store,
    undo,
    offer(offer: UndoOffer, t: TFunction): void {
      end();
      const { text, pause } = offer;
      const hint = t(platform === 'darwin' ? 'undo.hintOnMac' : 'undo.hint');
      const action = { label: t('undo.undo'), run: undo, ...(pause && { pause }) };
      const toastKey = view.toastWithAction(text, action, hint);
      store.setState({ offered: { ...offer, toastKey } });
    },
    /**
     * Ends each offer with its toast.
     * @returns stops that
     */
    follow(): () => void {
      window.addEventListener('pagehide', end);
      const stop = view.subscribe(({ toast }) => {
        const { offered } = store.getState();
        if (offered !== null && toast?.key !== offered.toastKey) end();
      });
      return () => {
        window.removeEventListener('pagehide', end);
        stop();
      };
    },
  };
}
