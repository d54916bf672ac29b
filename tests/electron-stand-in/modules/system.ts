/** What the system tells an app. Here it tells nothing by itself: a test emits the events. */
import { StrictEmitter } from '../strict.ts';

class PowerMonitor extends StrictEmitter {
  constructor() {
    super('powerMonitor', [
      ...['suspend', 'resume', 'lock-screen', 'unlock-screen', 'shutdown', 'on-ac', 'on-battery'],
      ...['thermal-state-change', 'speed-limit-change', 'user-did-become-active', 'user-did-resign-active'],
    ]);
  }
}

export const powerMonitor = new PowerMonitor();
