import type { ConnectionDraft, ConnectionTest } from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import {
  type ConnectionSettings,
  checkConnection,
  destinationOf,
} from '../../core/model/connection-settings.ts';
import type { Account } from './account.ts';
import type { AppSandbox } from './app-sandbox.ts';
import type { ConnectionQuestions } from './connection-questions.ts';
import type { KeptConnections } from './kept-connections.ts';

type Refusal = Extract<ConnectionTest, { ok: false }>;

interface Parts {
  readonly engine: Engine;
  readonly sandbox: AppSandbox;
  readonly connections: KeptConnections;
  readonly account: Account;
  readonly questions: ConnectionQuestions;
}

/** Says whether settings that a person entered may be saved. It changes nothing. */
export class DraftReview {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Asks the person where files would go to another account.
   * @param isNew whether it is for a connection of its own
   * @returns the complete settings, or why they are not saved
   */
  async judge(draft: ConnectionDraft, isNew: boolean): Promise<ConnectionSettings | Refusal> {
    const { account, sandbox, questions } = this.#parts;
    const settings = await account.complete(draft, isNew);
    if ('ok' in settings) return settings;
    const problem = checkConnection(settings);
    if (problem !== null) return { ok: false, ...problem };
    const known = this.#nameOfSame(settings, isNew);
    if (known !== null) return { ok: false, field: null, message: { code: 'connection_known', name: known } };
    const isConfirmed = !this.#needsConfirmation(settings, isNew) || (await questions.mayChange(settings));
    if (!isConfirmed || !(await sandbox.mayEnd()))
      return { ok: false, field: null, message: { code: 'account_kept' } };
    return settings;
  }

  /** @returns the name of another connection that is kept to the same base URL and user; null where there is none */
  #nameOfSame(settings: ConnectionSettings, isNew: boolean): string | null {
    const { chosen, names } = this.#parts.connections;
    const to = destinationOf(settings);
    return isNew || to !== destinationOf(chosen) ? (names.get(to) ?? null) : null;
  }

  /** Whether files would go to another account. An account that the server refuses is only corrected. */
  #needsConfirmation(settings: ConnectionSettings, isNew: boolean): boolean {
    const { engine, sandbox, connections, account } = this.#parts;
    if (isNew) return connections.names.size > 0;
    const isRefused = !sandbox.isRunning && engine.queue.status.kind === 'configuration';
    return !isRefused && account.isComplete && account.isOtherThan(settings);
  }
}
