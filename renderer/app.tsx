import { AppHeader } from './app-header.tsx';
import { DropOverlay } from './features/queue/drop-overlay.tsx';
import { QueueScreen } from './features/queue/queue-screen.tsx';
import { SandboxBar } from './features/queue/sandbox-bar.tsx';
import { useBackOnline } from './features/queue/use-back-online.ts';
import { useShortcuts } from './features/queue/use-shortcuts.ts';
import { FirstRun } from './features/settings/first-run.tsx';
import { SettingsScreen } from './features/settings/settings-screen.tsx';
import { useConnection, useView } from './store/hoist.ts';
import { LiveRegion } from './ui/live-region.tsx';
import { Toast } from './ui/toast.tsx';

/** The window. Whatever it shows, files may be dropped on it. */
export function App() {
  useShortcuts();
  useBackOnline();
  const screen = useShownScreen();
  return (
    <div className="flex h-full flex-col">
      <AppHeader />
      <SandboxBar />
      {screen === 'queue' && <QueueScreen />}
      {screen === 'settings' && <SettingsScreen />}
      {screen === 'first-run' && <FirstRun />}
      <Toast />
      <DropOverlay />
      <LiveRegion />
    </div>
  );
}

/** Nothing until the connection is known: a first run that flashes up and goes would startle. */
function useShownScreen(): 'queue' | 'settings' | 'first-run' | null {
  const screen = useView((view) => view.screen);
  const connection = useConnection();
  if (!connection) return null;
  if (screen === 'auto') return connection.mode === 'none' ? 'first-run' : 'queue';
  if (screen === 'settings' && connection.mode === 'none') return 'first-run';
  return screen;
}
