/** What the system tells an app. Here it tells nothing by itself: a test emits the events. */
import { StrictEmitter } from '../strict.ts';

class PowerMonitor extends StrictEmitter {
  constructor() {
    super('powerMonitor');
  }
}

export const powerMonitor = new PowerMonitor();
