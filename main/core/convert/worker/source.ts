/** A document that is converted: a whole file on this computer's disk. */
export interface Source {
  /** Absolute. */
  readonly path: string;
  /** The name that people know it by; its extension says what it is. */
  readonly name: string;
  readonly sizeBytes: number;
}

/** Yields a document's text piece by piece, in reading order. It throws a `ConversionError` where it cannot be read. */
export type TextExtractor = (source: Source) => AsyncIterable<string>;
