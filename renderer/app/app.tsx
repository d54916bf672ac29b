import { FoldersScreen } from '../features/folders/folders-screen.tsx';
import { HistoryScreen } from '../features/history/history-screen.tsx';
import { LibraryScreen } from '../features/library/library-screen.tsx';
import { DropOverlay } from '../features/queue/drop-overlay.tsx';
import { QueueScreen } from '../features/queue/queue-screen.tsx';
import { SandboxBar } from '../features/queue/sandbox-bar.tsx';
import { useBackOnline } from '../features/queue/use-back-online.ts';
import { useShortcuts } from '../features/queue/use-shortcuts.ts';
import { FirstRun } from '../features/settings/first-run.tsx';
import { SettingsScreen } from '../features/settings/settings-screen.tsx';
import { Unlocking } from '../features/settings/unlocking.tsx';
import { UpdateBar } from '../features/update/update-bar.tsx';
import { useShownScreen } from '../store/use-shown-screen.ts';
import { LiveRegion } from '../ui/live-region.tsx';
import { Toast } from '../ui/toast.tsx';
import { AppHeader } from './app-header.tsx';
import { useFocusKept } from './use-focus-kept.ts';

/** The window. Whatever it shows, files may be dropped on it. */
export function App() {
  useShortcuts();
  useBackOnline();
  const screen = useShownScreen();
  useFocusKept(screen);
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
      <Toast />
      <DropOverlay />
      <LiveRegion />
    </div>
  );
}
