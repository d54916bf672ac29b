import { Listeners } from '../util/listeners.ts';

/** How long the server may process a file before it counts as stuck. It may change at any time. */
export class Patience {
  #budgetMs: number;
  readonly #changes = new Listeners();

  constructor(budgetMs: number) {
    this.#budgetMs = budgetMs;
  }

  /** In ms. */
  get budgetMs(): number {
    return this.#budgetMs;
  }

  change(budgetMs: number): void {
    if (budgetMs === this.#budgetMs) return;
    this.#budgetMs = budgetMs;
    this.#changes.emit();
  }

  /** @returns a function that removes the listener again */
  onChange(listener: () => void): () => void {
    return this.#changes.add(listener);
  }
}
