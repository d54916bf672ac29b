import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import Store from 'electron-store';
import { z } from 'zod';
import { DEFAULT_PROCESSING_MINUTES } from '../core/polling.ts';
import { DOCUMENTED_LIMITS } from '../core/request-limits.ts';
import { DEFAULT_HISTORY_DAYS } from '../core/store/history.ts';

/** The deployment that the API's documentation names. */
const DEFAULT_BASE_URL = 'https://api.haufe.ai/agents';

const settingsSchema = z.object({
  baseUrl: z.string().catch(DEFAULT_BASE_URL),
  userId: z.string().catch(''),
  /** Encrypted by the system's keyring, as base64; empty where none is kept. */
  encryptedKey: z.string().catch(''),
  /** For how many days the receipts of ended uploads are kept. */
  historyDays: z.number().positive().catch(DEFAULT_HISTORY_DAYS),
  /** The calls that the API key may make in a second and in a minute. */
  requestsPerSecond: z.int().positive().catch(DOCUMENTED_LIMITS.perSecond),
  requestsPerMinute: z.int().positive().catch(DOCUMENTED_LIMITS.perMinute),
  /** Of all uploads together; null where they may take what the line gives. */
  maxBytesPerSecond: z.number().min(1).nullable().catch(null),
  /** For how many minutes a file may be processed before it is said to be stuck. */
  processingMinutes: z.number().positive().catch(DEFAULT_PROCESSING_MINUTES),
  /** The sandbox's user while it is in use: after a crash, what was meant for it is known by that. */
  sandboxUserId: z.string().catch(''),
});

export type Settings = z.infer<typeof settingsSchema>;

/** The person's settings, in `settings.json` of the app's data folder. */
export class SettingsFile {
  readonly #store: Store;
  /** A sentence where damaged settings were set aside. */
  readonly notice: string | null;

  constructor() {
    const open = () => new Store({ name: 'settings', configFileMode: 0o600, clearInvalidConfig: false });
    let store: Store;
    let notice: string | null = null;
    try {
      store = open();
    } catch (error) {
      // Anything but damaged contents, such as a folder without permission, is not mended by starting afresh.
      if (!(error instanceof SyntaxError)) throw error;
      const path = join(app.getPath('userData'), 'settings.json');
      const aside = `${path}.corrupt-${new Date().toISOString().replaceAll(':', '-')}`;
      renameSync(path, aside);
      notice = 'The settings were damaged and have been set aside. Please enter them again.';
      store = open();
    }
    this.#store = store;
    this.notice = notice;
  }

  read(): Settings {
    return settingsSchema.parse(this.#store.store);
  }

  /** Keeps these, and the others as they are. */
  write(change: Partial<Settings>): void {
    this.#store.store = { ...this.read(), ...change };
  }
}
