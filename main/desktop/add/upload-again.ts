import type { AddResult, ConversionRule, Retention } from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import { namedAnywhere } from '../../core/files/drive/named-anywhere.ts';
import { isUnanswered } from '../../core/files/file-error.ts';
import { newBatch } from '../../core/intake/batch.ts';
import { sourceOf, type Upload } from '../../core/model/upload.ts';
import { AddCount } from './add-count.ts';

/**
 * Queues the files of past uploads as they are now, with the same retention, even though the server has their content.
 * One that was converted is converted again. A file that is gone counts as skipped.
 */
export async function uploadPastAgain(engine: Engine, uploads: readonly Upload[]): Promise<AddResult> {
  const count = new AddCount(engine.queue);
  const batch = newBatch(uploads.map((upload) => sourceOf(upload).path));
  for (const { retention, conversionRule, paths } of groupsOf(uploads, engine.conversionRule)) {
    const there: string[] = [];
    for (const path of paths) {
      if (await isFile(path)) there.push(path);
      else count.addGone();
    }
    await engine.addAgain({ paths: there, retention, conversionRule, batch }, (added) => count.add(added));
  }
  return count.result;
}

interface SameKind {
  readonly retention: Retention;
  readonly conversionRule: ConversionRule;
  /** Each original once, however many parts were made of it. */
  readonly paths: Set<string>;
}

function groupsOf(uploads: readonly Upload[], usual: ConversionRule): Iterable<SameKind> {
  const groups = new Map<string, SameKind>();
  for (const upload of uploads) {
    const { retention, derivation, way } = upload;
    const conversionRule = derivation === null ? usual : way === 'pdf' ? 'pdf' : 'text';
    const key = `${retention} ${conversionRule}`;
    const group = groups.get(key) ?? { retention, conversionRule, paths: new Set() };
    groups.set(key, group);
    group.paths.add(sourceOf(upload).path);
  }
  return groups.values();
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
