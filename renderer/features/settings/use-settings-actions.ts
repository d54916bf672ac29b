import { useMemo } from 'react';
import type { ConnectionEntry, HoistApi } from '../../../preload/contract/contract.ts';
import { type Stores, useApi, useStores, useTell } from '../shared/state/hoist.ts';
import type { Tell } from '../shared/state/tell.ts';

/** @returns what a person can change, besides the connection's form; a call that fails shows a toast */
export function useSettingsActions() {
  const api = useApi();
  const stores = useStores();
  const tell = useTell();
  return useMemo(() => createSettingsActions(api, stores, tell), [api, stores, tell]);
}

function createSettingsActions(
  api: HoistApi,
  { connection, view }: Pick<Stores, 'connection' | 'view'>,
  { t, announce, toast, withErrorToast }: Tell,
) {
  return {
    /** @returns how the system has Hoist now; null when it could not be changed */
    setStartAtLogin: (isOn: boolean) => withErrorToast('preference', () => api.setStartAtLogin(isOn)),
    /** @returns how the system has Hoist now; null when it could not be changed */
    setSendTo: (isOn: boolean) => withErrorToast('preference', () => api.setSendTo(isOn)),
    recordShortcut: (isRecording: boolean) =>
      withErrorToast('preference', () => api.recordShortcut(isRecording)),
    async showFolder() {
      await withErrorToast('showFolder', () => api.showDataFolder());
    },
    async showLog() {
      await withErrorToast('showLog', () => api.showLog());
    },
    async showAbout() {
      await withErrorToast('about', () => api.showAbout());
    },
    async reportProblem() {
      await withErrorToast('report', () => api.reportProblem());
    },
    /** The main process asks the person first; a no changes nothing. */
    async reset() {
      const isReset = await withErrorToast('preference', () => api.resetSettings());
      if (!isReset) return;
      view.show('auto');
      toast(t('settings.resetDone'));
    },
    async startSandbox() {
      const next = await withErrorToast('sandbox', () => api.useSandbox());
      if (!next) return;
      connection.set(next);
      view.show('auto');
    },
    /** Nothing that is queued moves: each connection has its own files. */
    async switchTo(id: string) {
      const next = await withErrorToast('switchConnection', () => api.switchConnection(id));
      if (!next) return;
      connection.set(next);
      // The main process asks first where the sandbox would lose something, and a no changes nothing.
      if (next.mode === 'sandbox' || next.id !== id) return;
      announce(t('connections.inUse', { name: next.all.find((entry) => entry.id === id)?.name }));
    },
    /** The main process asks the person first; a no changes nothing. */
    async removeConnection({ id, name }: ConnectionEntry) {
      const isRemoved = await withErrorToast('removeConnection', () => api.removeConnection(id));
      if (isRemoved) toast(t('connections.removed', { name }));
    },
    async leaveSandbox() {
      const next = await withErrorToast('leaveSandbox', () => api.leaveSandbox());
      if (next) connection.set(next);
    },
  };
}
