import type { Engine } from '../../core/engine.ts';
import type { DeletionOutcome, LibraryAnswer, LibraryPage } from '../../core/library/answers.ts';
import type { Deletions } from '../../core/library/deletions.ts';
import { Library } from '../../core/library/library.ts';
import type { SqliteStore } from '../../core/store/sqlite-store.ts';
import { systemClock } from '../../core/util/clock.ts';
import type { ServerFiles, WholeText } from './server-files.ts';

/** The files as a command sees them that has the data folder. */
export class OwnFiles implements ServerFiles {
  readonly #engine: Engine;
  readonly #store: SqliteStore;
  readonly #deletions: Deletions;
  readonly #library: Library;

  constructor(engine: Engine, store: SqliteStore, deletions: Deletions) {
    this.#engine = engine;
    this.#store = store;
    this.#deletions = deletions;
    this.#library = new Library({ session: () => engine.session, clock: systemClock });
  }

  page(page: number): Promise<LibraryAnswer<LibraryPage>> {
    return this.#library.page(page, this.#store.history);
  }

  text(fileId: string): Promise<LibraryAnswer<WholeText>> {
    return this.#library.wholeText(fileId);
  }

  async remove(
    fileIds: readonly string[],
    onEnd: (fileId: string, outcome: DeletionOutcome) => void,
  ): Promise<void> {
    const destination = this.#engine.queue.destination ?? '';
    const known = this.#store.history.origins(fileIds, destination);
    await this.#deletions.follow(
      fileIds.map((fileId) => ({ destination, fileId, name: known.get(fileId)?.name ?? fileId })),
      (fileId, outcome) => {
        onEnd(fileId, outcome);
        return true;
      },
    );
  }
}
