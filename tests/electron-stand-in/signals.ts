/**
 * SIGINT, SIGTERM and SIGHUP, which Electron handles itself once the main script has run, just before `ready`. Source:
 * `InstallShutdownSignalHandlers` in Electron's shell/browser/electron_browser_main_parts_posix.cc.
 */
import { notImplemented } from './strict.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The system has one handler for each signal, and the last one set counts: Electron's replaces those that the main
 * script set, and a listener that the app adds later replaces Electron's.
 * @param quit what the signal does, once; the same signal then ends the process as if nobody handled it
 */
export function takeOverSignals(quit: () => void): void {
  for (const signal of SIGNALS) {
    const hadListeners = process.listenerCount(signal) > 0;
    process.removeAllListeners(signal);
    const handle = () => {
      stop();
      quit();
    };
    const giveWay = (event: string | symbol) => {
      if (event !== signal) return;
      // Node asks the system for a signal once: what it asked for before would stay replaced.
      if (hadListeners) throw notImplemented(`process.on('${signal}') both before and after ready`);
      // Once the new one is there: Node lets go of a signal that nobody listens to.
      process.nextTick(stop);
    };
    const stop = () => {
      process.off(signal, handle);
      process.off('newListener', giveWay);
    };
    process.on(signal, handle);
    process.on('newListener', giveWay);
  }
}
