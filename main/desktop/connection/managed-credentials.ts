import { type ConnectionSettings, withoutTrailingSlashes } from '../../core/model/connection-settings.ts';
import type { ConnectionField, ConnectionMessage } from '../../core/model/messages.ts';
import { type CredentialField, readCredential } from '../../core/policy/credentials.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { UsedSecrets } from './used-secrets.ts';

/** The values from the organisation's commands; empty if it has none. */
export type Given =
  | { readonly ok: true; readonly values: Partial<Pick<ConnectionSettings, CredentialField>> }
  | { readonly ok: false; readonly field: ConnectionField; readonly message: ConnectionMessage };

/** The key and the user id, where the organisation's commands give them. */
export class ManagedCredentials {
  readonly #locked: Policy['locked'];
  /** All keys that were given, for removing them from texts. */
  readonly #keys = new UsedSecrets();

  constructor(locked: Policy['locked']) {
    this.#locked = locked;
  }

  get givesKey(): boolean {
    return this.#locked.apiKeyCommand !== undefined;
  }

  get isNeeded(): boolean {
    return this.givesKey || this.givesUserId;
  }

  get givesUserId(): boolean {
    return this.#locked.userIdCommand !== undefined;
  }

  /** The fields of the connection that a person cannot change. */
  get #fields(): readonly ConnectionField[] {
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

  /**
   * @param own what the person's settings say; `provenUserId` is empty where it is not known who entered the user id
   * @returns the account with what the commands gave. What they should have given and did not is empty.
   */
  accountOf(given: Given, own: ConnectionSettings, provenUserId: string): ConnectionSettings {
    const values = given.ok ? given.values : {};
    // A key of the person's own shows itself whom its settings belong to.
    const ownUserId = this.givesKey ? provenUserId : own.userId;
    return {
      baseUrl: own.baseUrl,
      apiKey: values.apiKey ?? (this.givesKey ? '' : own.apiKey),
      userId: values.userId ?? (this.givesUserId ? '' : ownUserId),
    };
  }

  /**
   * @param asked what the window wants; its key is empty where it wants the present one
   * @returns a field that it would change and may not, or null
   */
  refusedField(asked: ConnectionSettings, { baseUrl, userId }: ConnectionSettings): ConnectionField | null {
    const locked = { baseUrl: withoutTrailingSlashes(baseUrl), apiKey: '', userId };
    return this.#fields.find((field) => asked[field] !== locked[field]) ?? null;
  }

  /** Removes every key that was given from a text. */
  withoutKeys(text: string): string {
    return this.#keys.removeFrom(text);
  }
}
