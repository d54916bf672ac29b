import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '../support/launch.ts';

/** An exact piece of the built app and what stands in its place: a guard that is taken out. */
export interface Alteration {
  readonly of: 'main' | 'preload';
  readonly text: string;
  readonly becomes: string;
}

/** A copy of the built app, until it is disposed of. */
export interface AlteredApp extends AsyncDisposable {
  readonly path: string;
}

/**
 * Copies the built app and alters the copy. The app itself has no switch that turns a guard off. The path depends on the
 * alterations and on the worker alone, so that Node finds what it has compiled before.
 * @param worker which of the test runner's workers asks; no two of them use one copy
 * @throws where a text is not found exactly once: then the guard has another form now, and its exploit shows nothing
 */
export async function alteredApp(worker: number, alterations: readonly Alteration[]): Promise<AlteredApp> {
  const name = createHash('sha256').update(JSON.stringify(alterations)).digest('hex').slice(0, 16);
  const path = join(repositoryRoot, 'test-results', 'altered', `${worker}-${name}`);
  const remove = () => rm(path, { recursive: true, force: true });
  // A run that was killed leaves its copies.
  await remove();
  try {
    await mkdir(path, { recursive: true });
    await cp(join(repositoryRoot, 'package.json'), join(path, 'package.json'));
    await cp(join(repositoryRoot, 'out'), join(path, 'out'), { recursive: true });
    for (const alteration of alterations) await alter(path, alteration);
  } catch (error) {
    await remove();
    throw error;
  }
  return { path, [Symbol.asyncDispose]: remove };
}

async function alter(folder: string, { of, text, becomes }: Alteration): Promise<void> {
  const built = join(folder, 'out', of);
  const names = (await readdir(built, { recursive: true })).filter((name) => /\.c?js$/.test(name));
  const sources = await Promise.all(
    names.map(async (name) => ({
      path: join(built, name),
      source: await readFile(join(built, name), 'utf8'),
    })),
  );
  const found = sources.filter(({ source }) => source.includes(text));
  const [only] = found;
  if (only === undefined || found.length > 1 || only.source.split(text).length !== 2) {
    throw new Error(`Not exactly once in out/${of}: ${text}`);
  }
  await writeFile(
    only.path,
    only.source.replace(text, () => becomes),
  );
}
