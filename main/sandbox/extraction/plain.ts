import { createReadStream } from 'node:fs';
import type { TextSink } from './text-sink.ts';

/**
 * Reads TXT and CSV: UTF-8, UTF-16 with a byte order mark, else windows-1252, in which spreadsheets still save CSV. Holds one
 * chunk of 64 KiB beside the sink.
 */
export async function plainText(path: string, sink: TextSink): Promise<void> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for await (const chunk of createReadStream(path)) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    sink.add(decoder.decode(chunk, { stream: true }));
    if (sink.full) return;
  }
  if (decoder !== undefined) sink.add(decoder.decode());
}

/** Decides by the first chunk alone, whose last character may be cut. */
function encodingOf(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}
