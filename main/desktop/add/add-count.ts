import type { AddResult } from '../../../preload/contract/contract.ts';
import type { Upload } from '../../core/model/upload.ts';
import type { Queue } from '../../core/queue/queue.ts';

/** Counts what becomes of added files. */
export class AddCount {
  readonly #queue: Pick<Queue, 'waysOf'>;
  #result: AddResult = { queued: 0, skipped: 0, undecided: 0 };

  constructor(queue: Pick<Queue, 'waysOf'>) {
    this.#queue = queue;
  }

  get result(): AddResult {
    return this.#result;
  }

  add(uploads: readonly Upload[]): void {
    for (const upload of uploads) this.#count(this.#kindOf(upload));
  }

  /** Counts a file that is gone. */
  addGone(): void {
    this.#count('skipped');
  }

  #kindOf(upload: Upload): keyof AddResult {
    if (upload.state.stage !== 'skipped') return 'queued';
    return this.#queue.waysOf(upload).length > 0 ? 'undecided' : 'skipped';
  }

  #count(kind: keyof AddResult): void {
    this.#result = { ...this.#result, [kind]: this.#result[kind] + 1 };
  }
}
