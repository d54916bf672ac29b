import { z } from 'zod';
import type { ChannelOf, SystemCalls } from '../../../preload/contract/contract.ts';
import type { PreferencesControl } from '../settings/preferences.ts';
import type { Ipc } from '../shell/ipc.ts';
import { ClipboardShortcut } from './clipboard-shortcut.ts';
import { SystemPlaces } from './system-places.ts';

/** Registers the shortcut, and lets the window change Hoist's places in the system. */
export function setupSystem(options: {
  readonly ipc: Ipc;
  readonly quit: { onClose(close: () => void): void };
  readonly preferences: PreferencesControl;
  readonly addActions: { uploadClipboard(): Promise<void> };
}): SystemPlaces {
  const { ipc, quit, preferences, addActions } = options;
  const shortcut = new ClipboardShortcut(preferences, () => void addActions.uploadClipboard());
  quit.onClose(() => shortcut.close());
  const places = new SystemPlaces(shortcut);
  ipc.serve<ChannelOf<SystemCalls>>({
    'system:get': { payload: [], handle: () => places.state },
    'system:start-at-login': { payload: [z.boolean()], handle: (isOn) => places.setStartAtLogin(isOn) },
    'system:send-to': { payload: [z.boolean()], handle: (isOn) => places.setSendTo(isOn) },
    'system:record-shortcut': {
      payload: [z.boolean()],
      handle: (isRecording) => places.shortcut.record(isRecording),
    },
  });
  return places;
}
