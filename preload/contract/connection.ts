/** The part of contract.ts about the connection to the server. */

import type { Call, Push } from './channel.ts';
import type { ConnectionField, Message } from './core.ts';

/**
 * How the key is stored on disk. `plain-text-key`: the system has no keyring, so the key is barely protected.
 * `unknown`: the system has not replied yet.
 */
export type KeyProtection = 'encrypted' | 'plain-text-key' | 'unavailable' | 'unknown';

/** A connection that is kept, with a key that the window never gets. */
export interface ConnectionEntry {
  /** Names it in calls. */
  readonly id: string;
  /** What the person calls it, else its server's name. */
  readonly name: string;
  /** Its server's host. */
  readonly server: string;
  /** The number of its uploads that have not ended, where it is not in use. */
  readonly waiting: number;
}

export interface Connection {
  /**
   * `none` on the first run; `sandbox` while the server inside the app is in use. `unlocking` at the start, until the
   * system's keyring has given the key out, for which it may ask the person.
   */
  readonly mode: 'none' | 'account' | 'sandbox' | 'unlocking';
  /** The account's settings, also while the sandbox is in use; a base URL that is wrong as far as it may be shown. */
  readonly baseUrl: string;
  readonly userId: string;
  /** Whether a key is stored. The window never gets the key itself. */
  readonly hasKey: boolean;
  readonly keyProtection: KeyProtection;
  /** Why the stored settings could not be used, such as damage; null if they could. */
  readonly notice: Message | null;
  /** The account's place in `all`, also while the sandbox is in use; null where none is kept. */
  readonly id: string | null;
  /** The name that the person gave the account; empty where they gave none. */
  readonly givenName: string;
  /** Every kept connection, the account among them, by name. */
  readonly all: readonly ConnectionEntry[];
  /** Whether the organisation lets a person have more than one. */
  readonly mayAdd: boolean;
}

/** The person's input. An empty `apiKey` means the stored key, if the server is the same. */
export interface ConnectionDraft {
  /** Empty for its server's name. */
  readonly name: string;
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly userId: string;
}

/** Whether a draft changes the account, or is for a connection of its own. */
export type DraftTarget = 'account' | 'new';

/** `field` is null where the problem is about no single field, such as a failing server. */
export type ConnectionTest =
  | { readonly ok: true; readonly message: Message }
  | { readonly ok: false; readonly field: ConnectionField | null; readonly message: Message };

export interface ConnectionCalls {
  connection: Call<'connection:get', () => Connection>;
  /** Asks the server whether these settings work. Changes nothing. */
  testConnection: Call<'connection:test', (draft: ConnectionDraft, target: DraftTarget) => ConnectionTest>;
  /** Stores the settings and connects the queue with them. `ok: false` means that nothing was stored. */
  saveConnection: Call<'connection:save', (draft: ConnectionDraft, target: DraftTarget) => ConnectionTest>;
  /** Uses this connection from now on. Nothing that is queued for another one moves. */
  switchConnection: Call<'connection:switch', (id: string) => Connection>;
  /**
   * Forgets a connection with its key, its waiting uploads and its folders, once the person has said yes in a dialog
   * outside of the window.
   * @returns whether the person said yes
   */
  removeConnection: Call<'connection:remove', (id: string) => boolean>;
  useSandbox: Call<'connection:use-sandbox', () => Connection>;
  leaveSandbox: Call<'connection:leave-sandbox', () => Connection>;
}

export interface ConnectionEvents {
  onConnection: Push<'connection:changed', (connection: Connection) => void>;
}
