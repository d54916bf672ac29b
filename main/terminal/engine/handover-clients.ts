import type { Engine } from '../../core/engine.ts';
import { HandoverServer } from '../../core/handover/handover-server.ts';
import { OwnerAnswers } from '../../core/handover/owner-answers.ts';
import type { Deletions } from '../../core/library/deletions.ts';
import { StoreError } from '../../core/model/store-error.ts';
import type { SqliteStore } from '../../core/store/sqlite-store.ts';
import { systemClock } from '../../core/util/clock.ts';
import { say } from '../output/language.ts';

/** The commands that hand their files over to this one, which owns the data folder, or ask it something. */
export class HandoverClients {
  readonly #handoverServer: HandoverServer | null;

  private constructor(handoverServer: HandoverServer | null) {
    this.#handoverServer = handoverServer;
  }

  static async receive(owner: {
    folder: string;
    engine: Engine;
    store: SqliteStore;
    deletions: Deletions;
  }): Promise<HandoverClients> {
    const { folder, engine } = owner;
    const answers = new OwnerAnswers({ ...owner, clock: systemClock });
    const left = (ids: readonly string[]) => tidy(engine, ids);
    return new HandoverClients(await HandoverServer.open({ folder, engine, answers, left }));
  }

  /** Waits until the clients know the outcome of their files. */
  async seeOff(): Promise<void> {
    if (this.#handoverServer === null) return;
    if (this.#handoverServer.busy) {
      process.stderr.write(`${say('waiting_for_clients')}\n`);
    }
    await this.#handoverServer.whenIdle();
  }

  /** Tells those who are still connected that this command ends. */
  dismiss(): void {
    this.#handoverServer?.close();
  }
}

/** Removes ended uploads from the list: the history has them. */
function tidy({ queue }: Engine, ids: readonly string[]): void {
  try {
    queue.remove(ids);
  } catch (error) {
    // On a full disk they stay in the list, and the queue reports the disk.
    if (!(error instanceof StoreError)) throw error;
  }
}
