import { useEffect, useRef } from 'react';
import { FoldersScreen } from '../features/folders/folders-screen.tsx';
import { useFolderActions } from '../features/folders/use-folder-actions.ts';
import { HistoryScreen } from '../features/history/history-screen.tsx';
import { LibraryScreen } from '../features/library/library-screen.tsx';
import { ProxyBar } from '../features/proxy/proxy-bar.tsx';
import { QueueScreen } from '../features/queue/queue-screen.tsx';
import { useQueueActions } from '../features/queue/use-queue-actions.ts';
import { FirstRun, Unlocking } from '../features/settings/first-run.tsx';
import { SandboxBar } from '../features/settings/sandbox.tsx';
import { SettingsScreen } from '../features/settings/settings-screen.tsx';
import { type ShownScreen, shownScreen, useShownScreen } from '../features/shared/shown-screen.ts';
import { useDrops, useHoist, useStores } from '../features/shared/state/hoist.ts';
import { useStatusActions } from '../features/shared/status/use-status-actions.ts';
import { UpdateBar } from '../features/update/update-bar.tsx';
import { Toast } from '../ui/toast.tsx';
import { AppHeader } from './app-header.tsx';
import { DropOverlay } from './drop-overlay.tsx';
import { useShortcuts } from './use-shortcuts.ts';

/** The window. It takes dropped files on every screen. */
export function App() {
  useShortcuts();
  useDroppedFiles();
  useRetryOnline();
  const screen = useShownScreen();
  // Each connection has a history of its own.
  const shown = useHoist(({ connection }) => (connection?.mode === 'sandbox' ? 'sandbox' : connection?.id));
  useFocusOnNewScreen(screen);
  const toast = useHoist(({ view }) => view.toast);
  const announcement = useHoist(({ view }) => view.announcement);
  const { dismissToast } = useStores().view;
  return (
    <div className="flex h-full flex-col">
      <AppHeader />
      <SandboxBar />
      <UpdateBar />
      <ProxyBar />
      {screen === 'queue' && <QueueScreen />}
      {screen === 'folders' && <FoldersScreen />}
      {screen === 'history' && <HistoryScreen key={shown} />}
      {screen === 'library' && <LibraryScreen />}
      {screen === 'settings' && <SettingsScreen />}
      {screen === 'first-run' && <FirstRun />}
      {screen === 'unlocking' && <Unlocking />}
      <Toast toast={toast} onEnd={dismissToast} />
      <DropOverlay />
      <LiveRegion announcement={announcement} />
    </div>
  );
}

/** Ends all waits when the network is back. */
function useRetryOnline() {
  const { tryNow } = useStatusActions();
  useEffect(() => {
    const retry = () => void tryNow(null);
    window.addEventListener('online', retry);
    return () => window.removeEventListener('online', retry);
  }, [tryNow]);
}

/** When the focus went away with the old screen, the new one takes it, so that the tab key continues from there. */
function useFocusOnNewScreen(screen: ShownScreen | null) {
  const before = useRef(screen);
  useEffect(() => {
    const isChange = before.current !== null && before.current !== screen;
    before.current = screen;
    if (isChange && document.activeElement === document.body)
      document.querySelector('main')?.focus({ preventScroll: true });
  }, [screen]);
}

/** Uploads what is dropped on the window. On the folders' screen, a folder is offered to be watched instead. */
function useDroppedFiles() {
  const drops = useDrops();
  const { view, connection } = useStores();
  const { addFiles } = useQueueActions();
  const { offerDropped } = useFolderActions();
  useEffect(() => {
    async function take(files: readonly File[]) {
      const shown = shownScreen(view.getState().screen, connection.getState());
      if (shown === 'folders' && !(await offerDropped(files))) return;
      // The files go to the queue, so the queue shows; a form that somebody is filling in stays.
      if (shown === 'history' || shown === 'library') view.show('queue');
      if (shown === 'folders' && view.getState().folderForm === null) view.show('queue');
      await addFiles(files);
    }
    drops.takenBy((files) => void take(files));
  }, [drops, view, connection, addFiles, offerDropped]);
}

interface LiveRegionProps {
  /** A new key makes a screen reader say the same text again. */
  readonly announcement: { readonly key: number; readonly text: string };
}

/** Text that a screen reader says without moving to it. */
function LiveRegion({ announcement: { key, text } }: LiveRegionProps) {
  return (
    <div role="status" aria-live="polite" className="sr-only">
      <span key={key}>{text}</span>
    </div>
  );
}
