import { parentPort } from 'node:worker_threads';
import { extract } from './extraction/extract.ts';
import type { ExtractionJob, ExtractionResult } from './extractor.ts';

/** Extracts one document after the other for {@link Extractor}, which ends the thread if a document takes too much. */
parentPort?.on('message', ({ path, contentType, textPath }: ExtractionJob) => {
  const tell = (result: ExtractionResult) => parentPort?.postMessage(result);
  extract(path, contentType, textPath).then(
    (extracted) => tell({ kind: 'extracted', ...extracted }),
    (error: unknown) => tell({ kind: 'failed', error }),
  );
});
