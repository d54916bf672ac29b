import { useEffect, useRef } from 'react';
import { FoldersScreen } from '../features/folders/folders-screen.tsx';
import { HistoryScreen } from '../features/history/history-screen.tsx';
import { LibraryScreen } from '../features/library/library-screen.tsx';
import { QueueScreen } from '../features/queue/queue-screen.tsx';
import { FirstRun } from '../features/settings/first-run.tsx';
import { SandboxBar } from '../features/settings/sandbox-bar.tsx';
import { SettingsScreen } from '../features/settings/settings-screen.tsx';
import { Unlocking } from '../features/settings/unlocking.tsx';
import { type ShownScreen, useShownScreen } from '../features/shared/shown-screen.ts';
import { useHoist, useStores } from '../features/shared/state/hoist.ts';
import { useStatusActions } from '../features/shared/status/use-status-actions.ts';
import { UpdateBar } from '../features/update/update-bar.tsx';
import { LiveRegion } from '../ui/live-region.tsx';
import { Toast } from '../ui/toast.tsx';
import { AppHeader } from './app-header.tsx';
import { DropOverlay } from './drop-overlay.tsx';
import { useDroppedFiles } from './use-dropped-files.ts';
import { useShortcuts } from './use-shortcuts.ts';

/** The window. It takes dropped files on every screen. */
export function App() {
  useShortcuts();
  useDroppedFiles();
  useRetryOnline();
  const screen = useShownScreen();
  useFocusOnNewScreen(screen);
  const toast = useHoist(({ view }) => view.toast);
  const announcement = useHoist(({ view }) => view.announcement);
  const { dismissToast } = useStores().view;
  return (
    <div className="flex h-full flex-col">
      <AppHeader />
      <SandboxBar />
      <UpdateBar />
      {screen === 'queue' && <QueueScreen />}
      {screen === 'folders' && <FoldersScreen />}
      {screen === 'history' && <HistoryScreen />}
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
