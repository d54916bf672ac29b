import { ConversionError } from '../conversion.ts';
import type { WorkerAnswer, WorkerRequest } from '../worker-messages.ts';
import { convertDocument } from './convert-document.ts';
import { OutputFolder } from './output-folder.ts';

/** Converts the document, and answers whatever comes of it. */
export async function answerTo({ path, name, way, limits, folder }: WorkerRequest): Promise<WorkerAnswer> {
  const output = new OutputFolder(folder, limits);
  try {
    await convertDocument({ path, name, way }, output);
    return { kind: 'converted', outputs: output.end() };
  } catch (error) {
    if (error instanceof ConversionError) return { kind: 'refused', problem: error.problem };
    return failure(error);
  }
}

function failure(error: unknown): WorkerAnswer {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const property = (name: 'code' | 'syscall') =>
    error instanceof Error && name in error ? String((error as NodeJS.ErrnoException)[name]) : null;
  return { kind: 'failed', message, code: property('code'), syscall: property('syscall') };
}
