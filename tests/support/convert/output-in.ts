import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConversionOutput } from '../../../main/core/convert/conversion.ts';
import { OutputFolder } from '../../../main/core/convert/worker/output-folder.ts';

const TYPES = ['text/plain', 'text/csv', 'application/pdf'];

/** An empty output folder for a server that takes files of up to so many bytes. */
export async function outputIn(folder: string, maxSizeBytes: number | null): Promise<OutputFolder> {
  const path = join(folder, 'out');
  await mkdir(path, { recursive: true });
  return new OutputFolder(path, { allowedTypes: TYPES, maxSizeBytes });
}

export interface MadeFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The files among the outputs, with their bytes. */
export function filesOf(outputs: readonly ConversionOutput[]): Promise<MadeFile[]> {
  const files = outputs.filter((output) => output.kind === 'file');
  return Promise.all(files.map(async ({ name, path }) => ({ name, bytes: await readFile(path) })));
}
