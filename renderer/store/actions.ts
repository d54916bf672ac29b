import type { TFunction } from 'i18next';
import type { AddResult, HoistApi, Retention } from '../../preload/contract/contract.ts';
import type { ConnectionStore } from './connection.ts';
import { isActive } from './filter.ts';
import type { PreferencesStore } from './preferences.ts';
import type { QueueStore } from './queue.ts';
import type { ViewStore } from './view.ts';
import { createErrorToasts } from './with-error-toast.ts';

export type Actions = ReturnType<typeof createActions>;

/** What a person can ask for. A call that fails says so; it never passes in silence. */
export function createActions(
  api: HoistApi,
  stores: {
    readonly queue: QueueStore;
    readonly connection: ConnectionStore;
    readonly preferences: PreferencesStore;
    readonly view: ViewStore;
  },
  t: TFunction,
) {
  const { queue, connection, preferences, view } = stores;

  const attempt = createErrorToasts(view, t);

  function sayAdded({ queued, skipped }: AddResult) {
    const parts = [];
    if (queued > 0) parts.push(t('add.queued', { count: queued }));
    if (skipped > 0) parts.push(t('add.alsoSkipped', { count: skipped }));
    view.announce(parts.join(', '));
  }

  /** What is to become of files that are added now; a drop may come before the main process has told. */
  const retention = async () => (preferences.getState().preferences ?? (await api.preferences())).retention;

  async function add(call: (retention: Retention) => Promise<AddResult>) {
    const added = await attempt('add', async () => call(await retention()));
    if (!added) return;
    if (added.queued + added.skipped === 0) view.toast(t('add.nothing'));
    else sayAdded(added);
  }

  const withRows = (ids: readonly string[], wanted: (active: boolean) => boolean) =>
    ids.filter((id) => {
      const row = queue.getState().rows.get(id);
      return row !== undefined && wanted(isActive(row));
    });

  const cancel = async (ids: readonly string[]) => {
    if (ids.length > 0) await attempt('cancel', () => api.cancel(ids));
  };
  const remove = async (ids: readonly string[]) => {
    if (ids.length > 0) await attempt('remove', () => api.remove(ids));
  };

  return {
    cancel,
    remove,
    addFiles: (files: readonly File[]) => add((kept) => api.addFiles(files, kept)),
    /** Text becomes a file; the main process reads the clipboard itself. */
    addClipboard: () => add((kept) => api.uploadClipboard(kept)),
    /** A dialog that was closed without a choice adds nothing, and there is nothing to say about it. */
    async choose(what: 'files' | 'folder') {
      const added = await attempt('add', async () => api.choose(what, await retention()));
      if (added && added.queued + added.skipped > 0) sayAdded(added);
    },
    async retry(ids: readonly string[]) {
      if (ids.length > 0) await attempt('retry', () => api.retry(ids));
    },
    /** Cuts the wait of a row short; of all rows and of the queue itself where `id` is null. */
    async tryNow(id: string | null) {
      await attempt('retry', () => api.tryNow(id === null ? null : [id]));
    },
    /** A stuck row mostly looks the same after it, so the person is told that it was done. */
    async checkAgain(id: string) {
      const done = await attempt('retry', () => api.tryNow([id]).then(() => true));
      if (done) view.toast(t('said.checking'));
    },
    /** The new row may well be out of sight, so the person is told where it is. */
    async uploadAgain(id: string) {
      const added = await attempt('uploadAgain', () => api.uploadAgain([id]));
      if (added !== null) view.toast(t(added > 0 ? 'said.uploadingAgain' : 'said.notUploadedAgain'));
    },
    async pause() {
      await attempt('pause', () => api.setPaused(true));
    },
    async resume() {
      await attempt('resume', () => api.setPaused(false));
    },
    /** Cancels what is under way and takes the rest out of the list. */
    async discard(ids: readonly string[]) {
      await Promise.all([
        cancel(withRows(ids, (active) => active)),
        remove(withRows(ids, (active) => !active)),
      ]);
    },
    /** The button itself shows that it worked, so this one is only said. Answers whether it did. */
    async copyId(id: string): Promise<boolean> {
      const copied = await attempt('copy', () => api.copyIds([id]));
      if (copied) view.announce(t('said.copied', { count: copied }));
      return copied === 1;
    },
    async copyIds(ids: readonly string[]) {
      const copied = await attempt('copy', () => api.copyIds(ids));
      if (copied === null) return;
      view.toast(copied > 0 ? t('said.copied', { count: copied }) : t('said.nothingToCopy'));
    },
    async startSandbox() {
      const next = await attempt('sandbox', () => api.useSandbox());
      if (!next) return;
      connection.set(next);
      view.show('auto');
    },
    async leaveSandbox() {
      const next = await attempt('leaveSandbox', () => api.leaveSandbox());
      if (next) connection.set(next);
    },
  };
}
