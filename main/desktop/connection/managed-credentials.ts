import type { ConnectionSettings } from '../../core/model/connection-settings.ts';
import type { ConnectionField, ConnectionMessage } from '../../core/model/messages.ts';
import { type CredentialField, readCredential } from '../../core/policy/credentials.ts';
import type { Policy } from '../../core/policy/policy.ts';

/** What the organisation's commands give: nothing where it has none. */
export type Given =
  | { readonly ok: true; readonly values: Partial<Pick<ConnectionSettings, CredentialField>> }
  | { readonly ok: false; readonly field: ConnectionField; readonly message: ConnectionMessage };

/** The key and the user id, where the organisation's commands give them. */
export class ManagedCredentials {
  readonly #locked: Policy['locked'];
  /** All keys that were given, for removing them from texts. */
  readonly #keys = new Set<string>();

  constructor(locked: Policy['locked']) {
    this.#locked = locked;
  }

  get givesKey(): boolean {
    return this.#locked.apiKeyCommand !== undefined;
  }

  get givesUserId(): boolean {
    return this.#locked.userIdCommand !== undefined;
  }

  /** The fields of the connection that a person cannot change. */
  get fields(): readonly ConnectionField[] {
    return [
      ...(this.#locked.baseUrl === undefined ? [] : (['baseUrl'] as const)),
      ...(this.givesKey ? (['apiKey'] as const) : []),
      ...(this.givesUserId ? (['userId'] as const) : []),
    ];
  }

  /** Runs the commands. It does not reject. */
  async read(): Promise<Given> {
    const values: { [F in CredentialField]?: string } = {};
    for (const [field, command] of [
      ['apiKey', this.#locked.apiKeyCommand],
      ['userId', this.#locked.userIdCommand],
    ] as const) {
      if (command === undefined) continue;
      const credential = await readCredential(field, { kind: 'command', command });
      if (credential.kind === 'problem') return { ok: false, field, message: credential.message };
      values[field] = credential.value.trim();
    }
    if (values.apiKey !== undefined) this.#keys.add(values.apiKey);
    return { ok: true, values };
  }

  /** Removes every key that was given from a text. */
  withoutKeys(text: string): string {
    let rest = text;
    for (const key of this.#keys) if (key !== '') rest = rest.replaceAll(key, '…');
    return rest;
  }
}
