/** Work that must not overlap, one piece after the other. */
export class Serial {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T> | T): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => {});
    return result;
  }

  /** Resolves when all that was given by now has ended. */
  async ended(): Promise<void> {
    await this.#last;
  }
}
