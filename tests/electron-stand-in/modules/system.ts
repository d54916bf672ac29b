/** What the system tells an app. Here it tells nothing by itself: a test emits the events. */
import { notImplemented, StrictEmitter } from '../strict.ts';

class PowerMonitor extends StrictEmitter {
  constructor() {
    super('powerMonitor');
  }
}

export const powerMonitor = new PowerMonitor();

export class Notification {
  constructor() {
    throw notImplemented('Notification');
  }

  /** As on a desktop without a notification service. */
  static isSupported(): boolean {
    return false;
  }
}
