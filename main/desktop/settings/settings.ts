import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import Store from 'electron-store';
import { z } from 'zod';
import type { Message } from '../../../preload/contract/contract.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { preferencesShape } from '../shell/preferences-schema.ts';
import { windowPlace } from '../shell/window-bounds.ts';
import { lastFolders } from './last-folders.ts';

/** The server that the API's documentation names. */
const DEFAULT_BASE_URL = 'https://api.haufe.ai/agents';

const keptConnection = z.object({
  /** Empty where the person gave it none. */
  name: z.string(),
  baseUrl: z.string(),
  userId: z.string(),
  encryptedKey: z.string(),
  keySeal: z.string(),
});

/** A stored connection. Its key is encrypted, and tied to its base URL and user. */
export type KeptConnection = Readonly<z.infer<typeof keptConnection>>;

/** An edit of a connection: its base URL and user before and after. */
const edit = z.object({
  from: z.string(),
  to: z.string(),
  /** Whether the one before was never reached, so that its queued uploads follow as its folders do. */
  takesUploads: z.boolean().catch(false),
});

const settingsSchema = z.object({
  baseUrl: z.string().catch(DEFAULT_BASE_URL),
  userId: z.string().catch(''),
  /** The key as base64, encrypted by the system's keyring; empty where none is stored. */
  encryptedKey: z.string().catch(''),
  /** Ties the key to the base URL and user above. */
  keySeal: z.string().catch(''),
  /** The name of the connection that the settings above are of. */
  connectionName: z.string().catch(''),
  /** The connections that a person can switch to. A damaged one does not count. */
  otherConnections: z
    .array(z.unknown())
    .catch([])
    .transform((all) =>
      all.flatMap((each) => {
        const { data } = keptConnection.safeParse(each);
        return data === undefined ? [] : [data];
      }),
    ),
  /** Edits of a connection that what belongs to it has yet to follow. */
  unfollowedEdits: z.array(edit).catch([]),
  /** The server through which desks share the limits, without a password. */
  quotaUrl: z.string().catch(''),
  /** Its password with the address it is for, as base64, encrypted as the key is. */
  encryptedQuotaPassword: z.string().catch(''),
  /** A name and a password with the address of the proxy they are for, as base64, encrypted as the key is. */
  encryptedProxyLogin: z.string().catch(''),
  ...preferencesShape,
  /** The sandbox's user while it is in use. After a crash, it identifies the sandbox's uploads. */
  sandboxUserId: z.string().catch(''),
  windowPlace: windowPlace.nullable().catch(null),
  dropWindowPlace: z.object({ x: z.int(), y: z.int() }).nullable().catch(null),
  /** The folders in which file dialogs begin. */
  lastFolders: lastFolders.catch({}),
  /** The explanations that the person has seen. */
  saidOnce: z.array(z.string()).catch([]),
});

export type Settings = z.infer<typeof settingsSchema>;

/**
 * The settings that count: the person's, in `settings.json` of the app's data folder, between what the organisation locks
 * and what it presets. The file has what the person chose, and nothing else.
 */
export class SettingsFile {
  readonly #store: Store;
  /** Set where damaged settings were moved aside. */
  readonly notice: Message | null;
  readonly #policy: Policy;

  constructor(policy: Policy) {
    this.#policy = policy;
    const open = () => new Store({ name: 'settings', configFileMode: 0o600, clearInvalidConfig: false });
    let store: Store;
    let notice: Message | null = null;
    try {
      store = open();
    } catch (error) {
      // Only damaged contents are replaced; a new file would not help against, say, a missing permission.
      if (!(error instanceof SyntaxError)) throw error;
      const path = join(app.getPath('userData'), 'settings.json');
      const aside = `${path}.corrupt-${new Date().toISOString().replaceAll(':', '-')}`;
      renameSync(path, aside);
      notice = { code: 'settings_damaged' };
      store = open();
    }
    this.#store = store;
    this.notice = notice;
  }

  read(): Settings {
    const { locked, preset } = this.#policy;
    return settingsSchema.parse({ ...preset, ...this.#store.store, ...locked });
  }

  /** Changes these settings and keeps the others. */
  write(change: Partial<Settings>): void {
    this.#store.store = { ...this.#store.store, ...change };
  }

  /** Forgets what the person chose for these. */
  forget(names: readonly (keyof Settings)[]): void {
    const kept = Object.entries(this.#store.store).filter(
      ([name]) => !names.includes(name as keyof Settings),
    );
    this.#store.store = Object.fromEntries(kept);
  }
}
