/** The longest chunk of a body: two of them still lie in a processor's cache while they are sent. */
export const MAX_CHUNK_BYTES = 512 * 1024;

/**
 * Buffers of {@link MAX_CHUNK_BYTES} that go from one PUT to the next: to get new ones from the system for each
 * file costs more than to send it.
 */
export class BufferPool {
  readonly #maxIdle: number;
  readonly #idle: Buffer[] = [];

  constructor(maxIdle: number) {
    this.#maxIdle = maxIdle;
  }

  take(): Buffer {
    return this.#idle.pop() ?? Buffer.allocUnsafeSlow(MAX_CHUNK_BYTES);
  }

  /** Only for a buffer that nobody reads or writes any more; one of an attempt that broke is left to be collected. */
  give(buffer: Buffer): void {
    if (this.#idle.length < this.#maxIdle) this.#idle.push(buffer);
  }
}
