import { rm } from 'node:fs/promises';

/** What the inspection of a file's bytes found. */
export interface Findings {
  readonly infected: boolean;
  /** No character of text but white space. */
  readonly empty: boolean;
  /** The text was cut at TextSink's limit. */
  readonly tooLong: boolean;
  /** ms since the epoch */
  readonly finishedAtMs: number;
}

/** Bytes that arrived whole. A later PUT to the same URL replaces the object, never changes it. */
export interface StoredBytes {
  readonly path: string;
  readonly arrivedAtMs: number;
  /** Undefined until the inspection ends. */
  findings: Findings | undefined;
}

/** Where the text found in the bytes at `bytesPath` lies, as UTF-8. */
export function textPathOf(bytesPath: string): string {
  return `${bytesPath}.text`;
}

/** Takes the bytes, and the text found in them, off the disk. */
export async function discard(bytes: StoredBytes): Promise<void> {
  await Promise.all([rm(bytes.path, { force: true }), rm(textPathOf(bytes.path), { force: true })]);
}
