import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { z } from 'zod';

const manifest = z.object({ name: z.string(), version: z.string(), license: z.string().catch('unknown') });

/** A library and its licence. */
export interface Licence {
  readonly name: string;
  readonly version: string;
  /** From its package.json, such as MIT. */
  readonly kind: string;
  /** The whole text; empty if the package has none. */
  readonly text: string;
}

/** @returns the package folder of a bundled module; null for Hoist's own */
export function packageFolderOf(moduleId: string): string | null {
  const path = (moduleId.split('?')[0] ?? '').replaceAll('\\', '/');
  const found = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path.replace(/^\0+/, ''));
  return found?.[1] ?? null;
}

export function licenceOf(folder: string): Licence {
  const { name, version, license } = manifest.parse(
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
  );
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return { name, version, kind: license, text: texts.join('\n\n') };
}

/** @returns one text with all licences, by name */
export function describeLicences(licences: readonly Licence[]): string {
  const sorted = licences.toSorted(
    (a, b) => a.name.localeCompare(b.name, 'en') || (a.version < b.version ? -1 : 1),
  );
  const line = '-'.repeat(78);
  const parts = sorted.map(({ name, version, kind, text }) =>
    [line, `${name} ${version} (${kind})`, line, '', text === '' ? `Licensed under ${kind}.` : text, ''].join(
      '\n',
    ),
  );
  const start = [
    'Hoist is made with the libraries below. Electron and Chromium bring their own',
    'notices: LICENSE.electron.txt and LICENSES.chromium.html beside the program.',
    '',
  ];
  return [...start, ...parts].join('\n');
}

/** Collects the licences of all bundled libraries of a run's builds in one file. */
export class LicenceCollector {
  readonly #file: string;
  readonly #folders = new Set<string>();

  constructor(file: string) {
    this.#file = file;
  }

  plugin(): Plugin {
    const folders = this.#folders;
    const write = () => this.#write();
    let from = '';
    return {
      name: 'hoist-licences',
      apply: 'build',
      configResolved({ root }) {
        from = root;
      },
      generateBundle(_options, bundle) {
        const modules = [...this.getModuleIds()];
        // A font in a style sheet is not a module.
        const assets = Object.values(bundle).flatMap((output) =>
          output.type === 'asset' ? output.originalFileNames.map((name) => resolve(from, name)) : [],
        );
        for (const id of [...modules, ...assets]) {
          const folder = packageFolderOf(id);
          if (folder !== null && existsSync(join(folder, 'package.json'))) folders.add(folder);
        }
        write();
      },
    };
  }

  #write(): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, describeLicences([...this.#folders].map(licenceOf)));
  }
}
