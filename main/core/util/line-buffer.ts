/** Cuts what comes over a socket into lines. */
export class LineBuffer {
  readonly #maxLength: number;
  #parts: string[] = [];
  #length = 0;

  /** @param maxLength of one line, in characters */
  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  /** @returns the lines that are whole now, without their ends; null once one is longer than any may be */
  push(chunk: string): readonly string[] | null {
    const pieces = chunk.split('\n');
    const lines: string[] = [];
    for (const [index, piece] of pieces.entries()) {
      this.#parts.push(piece);
      this.#length += piece.length;
      if (this.#length > this.#maxLength) return null;
      if (index === pieces.length - 1) break;
      lines.push(this.#parts.join(''));
      this.#parts = [];
      this.#length = 0;
    }
    return lines;
  }
}
