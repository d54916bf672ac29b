import type { ChannelOf, SystemCalls } from '../../../preload/contract/contract.ts';
import type { Handlers } from '../shell/ipc.ts';
import type { SystemPlaces } from './system-places.ts';

/** What the window can ask of Hoist's places in the system. */
export function systemCalls(places: SystemPlaces): Pick<Handlers, ChannelOf<SystemCalls>> {
  return {
    'system:get': () => places.state,
    'system:start-at-login': (isOn) => places.setStartAtLogin(isOn),
    'system:send-to': (isOn) => places.setSendTo(isOn),
    'system:record-shortcut': (isRecording) => places.shortcut.record(isRecording),
  };
}
