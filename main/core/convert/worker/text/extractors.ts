import type { Source } from '../source.ts';

/** Yields a document's text piece by piece, in reading order. */
export type TextExtractor = (source: Source) => AsyncIterable<string>;

/** @returns what loads the extractor for files with this extension; null where there is none */
export function extractorFor(_extension: string): (() => Promise<TextExtractor>) | null {
  return null;
}
