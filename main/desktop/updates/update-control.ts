import type { UpdateNotice } from '../../../preload/contract/contract.ts';
import type { UpdateChannel } from '../../core/policy/policy-settings.ts';
import type { Queue } from '../../core/queue/queue.ts';
import type { Clock } from '../../core/util/clock.ts';

/** The source of new versions. */
export interface Updater {
  /**
   * Downloads and checks a new version.
   * @returns null where there is none
   */
  fetch(): Promise<string | null>;
  /** Quits Hoist and starts the new version. */
  install(): void;
  /** Leaves what was downloaded for a later run, where else it would be installed once Hoist has quit. */
  leaveForLater(): void;
}

/** The wait after the start, which has more urgent work, in ms. */
const FIRST_LOOK_MS = 60_000;
const LOOK_EVERY_MS = 6 * 3_600_000;

interface UpdateControlOptions {
  /** Called when the updater is first needed. */
  readonly updater: () => Promise<Updater>;
  readonly isQuiet: () => boolean;
  readonly changed: (notice: UpdateNotice) => void;
  readonly clock: Clock;
}

/** Fetches new versions in the background, and offers one when no upload would be disturbed. Failures stay silent. */
export class UpdateControl {
  readonly #options: UpdateControlOptions;
  #version: string | null = null;
  #notice: UpdateNotice = { kind: 'none' };
  #cancel = () => {};
  /** Set once it was needed. */
  #updater: Updater | null = null;

  constructor(options: UpdateControlOptions) {
    this.#options = options;
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

  /**
   * Call this when the system ends the session. It would also end the installer, between the removal of the old version and the
   * copy of the new one, and nothing of Hoist would be left (electron-userland/electron-builder#7807).
   */
  endSession(): void {
    this.#updater?.leaveForLater();
  }

  /** Call this after each change of the queue, which may allow a restart or not. */
  handleQueueChange(): void {
    const version = this.#version;
    if (version === null) return;
    const kind = this.#options.isQuiet() ? 'ready' : 'waiting';
    const { notice } = this;
    if (notice.kind === kind && notice.version === version) return;
    this.#notice = { kind, version };
    this.#options.changed(this.#notice);
  }

  /**
   * Installs the new version unless there is none or an upload would be disturbed.
   * @returns whether it does
   */
  async restart(): Promise<boolean> {
    const updater = await this.#load();
    // Uploads may have begun since the window showed the offer.
    if (this.#version === null || !this.#options.isQuiet()) return false;
    updater.install();
    return true;
  }

  async #load(): Promise<Updater> {
    const updater = await this.#options.updater();
    this.#updater = updater;
    return updater;
  }

  #lookAfter(delayMs: number): void {
    this.#cancel = this.#options.clock.after(delayMs, () => void this.#look());
  }

  async #look(): Promise<void> {
    try {
      const updater = await this.#load();
      this.#version = (await updater.fetch()) ?? this.#version;
      this.handleQueueChange();
    } catch {
      // Offline, or a release that is just being published: the next check will succeed.
    }
    this.#lookAfter(LOOK_EVERY_MS);
  }
}

/**
 * What electron-updater needs for a channel, in the order in which it is to be set: setting `channel` allows downgrades. On
 * GitHub, `allowPrerelease` decides which releases count, and `channel` names their file (`beta.yml`, else `latest.yml`).
 * https://www.electron.build/tutorials/release-using-channels
 */
export function updaterSettings(channel: UpdateChannel) {
  return {
    channel: channel === 'beta' ? 'beta' : 'latest',
    allowPrerelease: channel === 'beta',
    allowDowngrade: false,
  };
}

/** Whether a restart would disturb no upload, because none runs or is about to. */
export function isQuiet({
  idle,
  paused,
  status,
  running,
}: Pick<Queue, 'idle' | 'paused' | 'status' | 'running'>): boolean {
  if (idle) return true;
  // Waiting uploads also wait over a restart.
  return running.all === 0 && (paused || status.kind === 'configuration' || status.kind === 'disk');
}

/** Whether this copy of Hoist can replace itself. */
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
      // The portable program sets it and has no installer.
      return !environment['PORTABLE_EXECUTABLE_DIR'];
    case 'linux':
      // The AppImage sets it. The system updates deb and rpm packages.
      return Boolean(environment['APPIMAGE']);
    default:
      return false;
  }
}
