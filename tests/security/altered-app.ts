import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '../support/launch.ts';

/** An exact piece of the built app and what stands in its place: a guard that is taken out. */
export interface Alteration {
  readonly of: 'main' | 'preload';
  readonly text: string;
  readonly becomes: string;
}

/**
 * Copies the built app to `folder` and alters the copy; answers `folder`. The app itself has no switch that turns a
 * guard off.
 * @throws where a text is not found exactly once: then the guard has another form now, and its exploit shows nothing
 */
export async function alteredApp(folder: string, alterations: readonly Alteration[]): Promise<string> {
  await mkdir(folder);
  await cp(join(repositoryRoot, 'package.json'), join(folder, 'package.json'));
  await cp(join(repositoryRoot, 'out'), join(folder, 'out'), { recursive: true });
  for (const alteration of alterations) await alter(folder, alteration);
  return folder;
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
