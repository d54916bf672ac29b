import { powerSaveBlocker } from 'electron';
import type { Queue } from '../../core/queue/queue.ts';
import type { PreferencesControl } from '../settings/preferences.ts';
import { keepsAwake } from './keeps-awake.ts';

/** The interval at which the reason to stay awake is checked. */
const LOOK_MS = 1000;

/** Keeps the computer awake while files are uploaded. The screen may turn off. */
export function setupKeepAwake(queue: Queue, preferences: PreferencesControl): void {
  let isWanted = true;
  let movedAtMs = 0;
  let blocker: number | null = null;
  let isLooking = false;

  const look = () => {
    isLooking = false;
    const { idle: isIdle, running } = queue;
    const quietMs = performance.now() - movedAtMs;
    const wanted = keepsAwake({ isWanted, isIdle, sending: running.sending, quietMs });
    if (wanted) blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
    if (blocker !== null) lookSoon();
  };
  const lookSoon = () => {
    if (isLooking) return;
    isLooking = true;
    setTimeout(look, LOOK_MS).unref();
  };

  queue.uploads.subscribe(({ type }) => {
    if (type !== 'upload') return;
    movedAtMs = performance.now();
    lookSoon();
  });
  preferences.subscribe((now) => {
    isWanted = now.keepAwake;
    lookSoon();
  });
}
