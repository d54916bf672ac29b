import type { Engine } from '../engine.ts';
import type { Deletions } from '../library/deletions.ts';
import { Library } from '../library/library.ts';
import { StoreError } from '../model/store-error.ts';
import type { SqliteStore } from '../store/sqlite-store.ts';
import type { Clock } from '../util/clock.ts';
import { statusOf } from './engine-status.ts';
import type { OwnerMessage, Question } from './protocol.ts';

/** The size of the parts of a text, in bytes. */
const PART_BYTES = 256 * 1024;

/** Answers what clients ask, by the owner's connection and within its request limits. */
export class OwnerAnswers {
  readonly #engine: Pick<Engine, 'queue' | 'quota' | 'session'>;
  readonly #store: Pick<SqliteStore, 'history' | 'watch'>;
  readonly #deletions: Deletions;
  readonly #clock: Clock;

  constructor(options: {
    engine: Pick<Engine, 'queue' | 'quota' | 'session'>;
    store: Pick<SqliteStore, 'history' | 'watch'>;
    deletions: Deletions;
    clock: Clock;
  }) {
    this.#engine = options.engine;
    this.#store = options.store;
    this.#deletions = options.deletions;
    this.#clock = options.clock;
  }

  /**
   * Answers one question. Deletions go on even if the client leaves.
   * @param gone aborts when the client has left
   */
  async answer(question: Question, tell: (message: OwnerMessage) => void, gone: AbortSignal): Promise<void> {
    switch (question.type) {
      case 'status':
        tell({ type: 'status', status: statusOf(this.#engine, this.#store) });
        return;
      case 'page':
        tell({
          type: 'page',
          answer: await this.#library(gone).page(question.page, this.#store.history),
        });
        return;
      case 'text':
        await this.#text(question.fileId, tell, gone);
        return;
      case 'delete':
        await this.#delete(question.fileIds, tell, gone);
        return;
    }
  }

  #library(gone: AbortSignal): Library {
    const library = new Library({ session: () => this.#engine.session, clock: this.#clock });
    gone.addEventListener('abort', () => library.cancel(), { once: true });
    return library;
  }

  async #text(fileId: string, tell: (message: OwnerMessage) => void, gone: AbortSignal): Promise<void> {
    const answer = await this.#library(gone).wholeText(fileId);
    if (!answer.ok) {
      tell({ type: 'text', answer });
      return;
    }
    const { bytes, isCut } = answer.value;
    for (let at = 0; at < bytes.length; at += PART_BYTES) {
      tell({ type: 'text_part', base64: bytes.subarray(at, at + PART_BYTES).toString('base64') });
    }
    tell({ type: 'text', answer: { ok: true, value: { isCut } } });
  }

  async #delete(
    fileIds: readonly string[],
    tell: (message: OwnerMessage) => void,
    gone: AbortSignal,
  ): Promise<void> {
    const destination = this.#engine.queue.destination ?? '';
    const names = this.#store.history.origins(fileIds, destination);
    const wanted = fileIds.map((fileId) => ({
      destination,
      fileId,
      name: names.get(fileId)?.name ?? fileId,
    }));
    try {
      await this.#deletions.follow(wanted, (fileId, outcome) => {
        tell({ type: 'deletion_ended', fileId, outcome });
        return !gone.aborted;
      });
      tell({ type: 'deletions_ended' });
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      tell({ type: 'add_failed', code: error.code, message: error.message });
    }
  }
}
