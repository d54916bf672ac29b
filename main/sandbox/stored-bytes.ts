import { rm } from 'node:fs/promises';

/** The result of inspecting a file's bytes. */
export interface Findings {
  readonly infected: boolean;
  /** No character of text but white space. */
  readonly empty: boolean;
  /** The text was cut at TextSink's limit. */
  readonly tooLong: boolean;
  /** ms since the epoch */
  readonly finishedAtMs: number;
}

/** Bytes that arrived completely. A later PUT to the same URL replaces this object and never changes it. */
export interface StoredBytes {
  readonly path: string;
  readonly arrivedAtMs: number;
  /** Undefined until the inspection ends. */
  findings: Findings | undefined;
}

/** @returns the path of the text, as UTF-8, of the bytes at `bytesPath` */
export function textPathOf(bytesPath: string): string {
  return `${bytesPath}.text`;
}

/** Deletes the bytes and their text from the disk. */
export async function discard(bytes: StoredBytes): Promise<void> {
  await Promise.all([rm(bytes.path, { force: true }), rm(textPathOf(bytes.path), { force: true })]);
}
