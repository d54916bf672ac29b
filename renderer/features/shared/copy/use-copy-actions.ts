import type { CopyFormat, CopyWait } from '../../../../preload/contract/contract.ts';
import { actionsHook, type Stores } from '../state/hoist.ts';
import type { Tell } from '../state/tell.ts';

/**
 * The ways to copy plain ids.
 * @param copy returns how many it copied
 */
export function copyingWith(
  copy: (ids: readonly string[]) => Promise<number>,
  { t, announce, toast, withErrorToast }: Tell,
) {
  return {
    /**
     * The button itself shows that it worked, so this is only announced.
     * @returns whether the id was copied
     */
    async copyId(id: string): Promise<boolean> {
      const copied = await withErrorToast('copy', () => copy([id]));
      if (copied) announce(t('announcement.copied', { count: copied }));
      return copied === 1;
    },
    async copyIds(ids: readonly string[]) {
      const copied = await withErrorToast('copy', () => copy(ids));
      if (copied === null) return;
      toast(copied > 0 ? t('announcement.copied', { count: copied }) : t('announcement.nothingToCopy'));
    },
  };
}

/** The ways to copy file ids of uploads. A call that fails shows a toast. */
export const useCopyActions = actionsHook(({ api, tell }) => {
  const { t, announce, toast, withErrorToast } = tell;
  return {
    ...copyingWith((ids) => api.copyIds(ids), tell),
    /** @returns whether anything was copied */
    async copyAs(ids: readonly string[], format: CopyFormat): Promise<boolean> {
      const copied = await withErrorToast('copy', () => api.copyAs(ids, format));
      if (copied === null) return false;
      toast(copied > 0 ? t('copy.copied', { count: copied }) : t('announcement.nothingToCopy'));
      return copied > 0;
    },
    /** Copies the ids once all of these files have ended. */
    async copyWhenReady(ids: readonly string[]) {
      const isWaiting = await withErrorToast('copy', () => api.copyWhenReady(ids).then(() => true));
      if (isWaiting) announce(t('copy.waiting'));
    },
    async stopWaiting() {
      await withErrorToast('copy', () => api.stopCopyWait());
    },
  };
});

/**
 * Shows a toast when the ids that somebody waited for have been copied.
 * @returns a function that stops it
 */
export function announceCopies({ copyWait }: Pick<Stores, 'copyWait'>, { t, toast }: Tell): () => void {
  return copyWait.subscribe((wait: CopyWait) => {
    if (wait.kind !== 'over') return;
    const { copied, of } = wait;
    if (copied === of) toast(t('copy.over', { count: copied }));
    else toast(t('copy.overSome', { count: of, copied }), 'problem');
  });
}
