import type { UpdateNotice } from '../../../preload/contract/contract.ts';
import type { Queue } from '../../core/queue/queue.ts';
import type { Clock } from '../../core/util/clock.ts';

/** Where new versions come from. */
export interface Updater {
  /** Answers the new version once it is here, whole and checked; null where there is none. */
  fetch(): Promise<string | null>;
  /** Ends this Hoist and starts the new one. */
  install(): void;
}

/** The start of the app has more urgent things to do, in ms. */
const FIRST_LOOK_MS = 60_000;
const LOOK_EVERY_MS = 6 * 3_600_000;

/** Fetches new versions quietly, and offers one when no upload would be disturbed. Nobody is told that it failed. */
export class UpdateControl {
  readonly #updater: () => Promise<Updater>;
  readonly #isQuiet: () => boolean;
  readonly #changed: (notice: UpdateNotice) => void;
  readonly #clock: Clock;
  #version: string | null = null;
  #notice: UpdateNotice = { kind: 'none' };
  #cancel = () => {};

  constructor(options: {
    /** Called when it is first needed. */
    updater: () => Promise<Updater>;
    isQuiet: () => boolean;
    changed: (notice: UpdateNotice) => void;
    clock: Clock;
  }) {
    this.#updater = options.updater;
    this.#isQuiet = options.isQuiet;
    this.#changed = options.changed;
    this.#clock = options.clock;
  }

  get notice(): UpdateNotice {
    return this.#notice;
  }

  start(): void {
    this.#lookAfter(FIRST_LOOK_MS);
  }

  stop(): void {
    this.#cancel();
  }

  /** The queue has changed: a restart may be possible now, or be so no longer. */
  handleQueueChange(): void {
    const version = this.#version;
    if (version === null) return;
    const kind = this.#isQuiet() ? 'ready' : 'waiting';
    const { notice } = this;
    if (notice.kind === kind && notice.version === version) return;
    this.#notice = { kind, version };
    this.#changed(this.#notice);
  }

  /** Installs the new version where there is one and no upload is disturbed; answers whether. */
  async restart(): Promise<boolean> {
    const updater = await this.#updater();
    // Asked anew: uploads may have begun since the window was told.
    if (this.#version === null || !this.#isQuiet()) return false;
    updater.install();
    return true;
  }

  #lookAfter(delayMs: number): void {
    this.#cancel = this.#clock.after(delayMs, () => void this.#look());
  }

  async #look(): Promise<void> {
    try {
      const updater = await this.#updater();
      this.#version = (await updater.fetch()) ?? this.#version;
      this.handleQueueChange();
    } catch {
      // Offline, or a release that is just being put up: the next look will tell.
    }
    this.#lookAfter(LOOK_EVERY_MS);
  }
}

/** Whether a restart would disturb no upload: nothing runs, and nothing is about to. */
export function isQuiet({
  idle,
  paused,
  status,
  running,
}: Pick<Queue, 'idle' | 'paused' | 'status' | 'running'>): boolean {
  if (idle) return true;
  // What waits in the list waits over a restart as well.
  return running.all === 0 && (paused || status.kind === 'configuration' || status.kind === 'disk');
}

/** Whether this copy of Hoist can replace itself. The others are updated by whoever installed them. */
export function canUpdate(copy: {
  readonly isPackaged: boolean;
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
}): boolean {
  const { isPackaged, platform, environment } = copy;
  if (!isPackaged) return false;
  switch (platform) {
    case 'darwin':
      return true;
    case 'win32':
      // The portable program sets it: there is no installer to run.
      return !environment['PORTABLE_EXECUTABLE_DIR'];
    case 'linux':
      // The AppImage sets it. What came as deb or rpm is the system's.
      return Boolean(environment['APPIMAGE']);
    default:
      return false;
  }
}
