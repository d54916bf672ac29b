import type { Engine } from '../core/engine.ts';
import { Reception } from '../core/handover/handover-server.ts';
import { StoreError } from '../core/model/store-error.ts';

/** The commands that hand files over to this one, which has the data folder that they wanted. */
export class Guests {
  readonly #reception: Reception | null;

  private constructor(reception: Reception | null) {
    this.#reception = reception;
  }

  static async receive(folder: string, engine: Engine): Promise<Guests> {
    const left = (ids: readonly string[]) => tidy(engine, ids);
    return new Guests(await Reception.open({ folder, engine, left }));
  }

  /** Waits until they have heard what became of their files. */
  async seeOff(): Promise<void> {
    if (this.#reception === null) return;
    if (this.#reception.busy) {
      process.stderr.write(
        'Waiting for files that other commands handed over. Ctrl+C leaves them for “hoist resume”.\n',
      );
    }
    await this.#reception.whenAlone();
  }

  /** Those who are still there are told that it ends. */
  dismiss(): void {
    this.#reception?.close();
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
