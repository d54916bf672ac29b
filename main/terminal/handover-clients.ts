import type { Engine } from '../core/engine.ts';
import { HandoverServer } from '../core/handover/handover-server.ts';
import { StoreError } from '../core/model/store-error.ts';
import { say } from './language.ts';

/** The commands that hand files over to this one, which has the data folder that they wanted. */
export class HandoverClients {
  readonly #handoverServer: HandoverServer | null;

  private constructor(handoverServer: HandoverServer | null) {
    this.#handoverServer = handoverServer;
  }

  static async receive(folder: string, engine: Engine): Promise<HandoverClients> {
    const left = (ids: readonly string[]) => tidy(engine, ids);
    return new HandoverClients(await HandoverServer.open({ folder, engine, left }));
  }

  /** Waits until they have heard what became of their files. */
  async seeOff(): Promise<void> {
    if (this.#handoverServer === null) return;
    if (this.#handoverServer.busy) {
      process.stderr.write(`${say('waiting_for_clients')}\n`);
    }
    await this.#handoverServer.whenAlone();
  }

  /** Those who are still there are told that it ends. */
  dismiss(): void {
    this.#handoverServer?.close();
  }
}

/** What has ended is history; the list is for what has not. */
function tidy({ queue }: Engine, ids: readonly string[]): void {
  try {
    queue.remove(ids);
  } catch (error) {
    // On a full disk they stay in the list, and the queue says why.
    if (!(error instanceof StoreError)) throw error;
  }
}
