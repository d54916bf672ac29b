import type { AddResult } from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import { namedAnywhere } from '../../core/files/drive/named-anywhere.ts';
import { isUnanswered } from '../../core/files/file-error.ts';
import { sourceOf, type Upload } from '../../core/model/upload.ts';

/**
 * Queues the files of past uploads as they are now, with the same retention, even though the server has their content.
 * A file that is gone counts as skipped.
 */
export async function uploadPastAgain(engine: Engine, uploads: readonly Upload[]): Promise<AddResult> {
  let queued = 0;
  let skipped = 0;
  for (const retention of ['keep', 'temporary'] as const) {
    const wanted = uploads
      .filter((upload) => upload.retention === retention)
      .map((upload) => sourceOf(upload).path);
    const paths: string[] = [];
    for (const path of new Set(wanted)) {
      if (await isFile(path)) paths.push(path);
      else skipped += 1;
    }
    await engine.addAgain({ paths, retention, conversionRule: engine.conversionRule }, (added) => {
      for (const { state } of added) {
        if (state.stage === 'skipped') skipped += 1;
        else queued += 1;
      }
    });
  }
  return { queued, skipped };
}

/**
 * Whether the path is still a file: a folder may have taken its place, whose files nobody asked for. On a drive that
 * does not respond, it counts as a file.
 */
function isFile(path: string): Promise<boolean> {
  return namedAnywhere.look(path).then(
    ({ kind }) => kind === 'file',
    (error: unknown) => isUnanswered(error),
  );
}
