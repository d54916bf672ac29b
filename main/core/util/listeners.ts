/** The listeners of one kind of event. */
export class Listeners<T = void> {
  readonly #all = new Set<(event: T) => void>();

  get isEmpty(): boolean {
    return this.#all.size === 0;
  }

  /** @returns a function that removes the listener again */
  add(listener: (event: T) => void): () => void {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  emit(event: T): void {
    for (const listener of this.#all) listener(event);
  }
}
