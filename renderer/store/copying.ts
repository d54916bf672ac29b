import type { TFunction } from 'i18next';
import { createStore } from 'zustand/vanilla';
import type { CopyFormat, CopyWait, HoistApi } from '../../preload/contract/contract.ts';
import { mirrorState } from './mirror-state.ts';
import type { ViewStore } from './view.ts';
import { createErrorToasts } from './with-error-toast.ts';

interface CopyingState {
  /** Whether the ids are copied by themselves once all files of a batch have ended. */
  readonly isWaiting: boolean;
  /** The rows that the dialog for the person's own template is about; null while it is closed. */
  readonly templateFor: readonly string[] | null;
}

export type Copying = ReturnType<typeof createCopying>;

/** Handing ids over in other forms than one a line, and at another time than now. */
export function createCopying(api: HoistApi, view: ViewStore, t: TFunction) {
  const store = createStore<CopyingState>(() => ({ isWaiting: false, templateFor: null }));
  const attempt = createErrorToasts(view, t);

  function told(wait: CopyWait) {
    store.setState({ isWaiting: wait.kind === 'waiting' });
    if (wait.kind !== 'over') return;
    const { copied, of } = wait;
    if (copied === of) view.toast(t('copy.over', { count: copied }));
    else view.toast(t('copy.overSome', { count: of, copied }), 'problem');
  }

  return {
    ...store,
    stop: mirrorState({ ask: () => api.copyWait(), listen: api.onCopyWait.bind(api), set: told }),
    /** Answers whether anything was copied. */
    async copyAs(ids: readonly string[], format: CopyFormat): Promise<boolean> {
      const copied = await attempt('copy', () => api.copyAs(ids, format));
      if (copied !== null)
        view.toast(copied > 0 ? t('copy.copied', { count: copied }) : t('said.nothingToCopy'));
      return copied !== null && copied > 0;
    },
    async waitFor(ids: readonly string[]) {
      const done = await attempt('copy', () => api.copyWhenReady(ids).then(() => true));
      if (done) view.announce(t('copy.waiting'));
    },
    async stopWaiting() {
      await attempt('copy', () => api.stopCopyWait());
    },
    openTemplate: (templateFor: readonly string[]) => store.setState({ templateFor }),
    closeTemplate: () => store.setState({ templateFor: null }),
  };
}
