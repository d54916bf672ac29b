import { realpath } from 'node:fs/promises';
import { openFile } from '../files/open-file.ts';
import type { FileSnapshot } from './file-snapshot.ts';
import type { WaitingFile } from './folder-view.ts';

type Why = WaitingFile['why'];

/** The reasons by path, without files that can be sent. */
export type WhyUnfinished = ReadonlyMap<string, Why>;

/** Files looked at side by side. */
const AT_ONCE = 64;

/**
 * Why files that are still are not to be sent yet, by path; those that can be are not in it.
 * @param openForWriting those of these real paths that a program is writing
 */
export async function whyUnfinished(
  still: readonly FileSnapshot[],
  openForWriting: (paths: ReadonlySet<string>) => Promise<ReadonlySet<string>>,
): Promise<WhyUnfinished> {
  const why = new Map<string, Why>();
  const whole: string[] = [];
  for (const snapshot of still) {
    if (snapshot.kind === 'skipped') continue;
    if (snapshot.onlineOnly) why.set(snapshot.path, 'online-only');
    else whole.push(snapshot.path);
  }
  const readable = await inGroups(whole, async (path) => {
    const problem = await openingProblem(path);
    if (problem !== null) why.set(path, problem);
    return problem === null ? [{ path, real: await realpath(path).catch(() => path) }] : [];
  });
  const written = await openForWriting(new Set(readable.map(({ real }) => real)));
  for (const { path, real } of readable) if (written.has(real)) why.set(path, 'open-elsewhere');
  return why;
}

/** Only opening tells whether it can be read; Windows refuses that while another program keeps it to itself. */
async function openingProblem(path: string): Promise<Why | null> {
  try {
    await (await openFile(path)).close();
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EBUSY'
      ? 'open-elsewhere'
      : 'unreadable';
  }
}

async function inGroups<T>(paths: readonly string[], work: (path: string) => Promise<T[]>): Promise<T[]> {
  const results: T[] = [];
  for (let start = 0; start < paths.length; start += AT_ONCE) {
    results.push(...(await Promise.all(paths.slice(start, start + AT_ONCE).map(work))).flat());
  }
  return results;
}
