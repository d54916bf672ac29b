import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type PackedFile, readAsar } from './asar.ts';
import { readFuses } from './fabricated-electron.ts';

/** What may lie beside Electron's own files. */
const OWN_FILES = [
  'resources/app.asar',
  'resources/hoist-watch.service',
  'hoist',
  'resources/app-update.yml',
];

/** What may be in the archive; of what may be there only once, all is there. */
const PACKED: readonly RegExp[] = [
  /^package\.json$/,
  /^out\/licenses\.txt$/,
  /^out\/main\/[\w-]+\.js$/,
  /^out\/main\/tray\/(idle|working|paused|needs-you)(Template)?(@2x)?\.(png|ico)$/,
  /^out\/preload\/bridge\.cjs$/,
  /^out\/renderer\/index\.html$/,
  /^out\/renderer\/drop\.html$/,
  /^out\/renderer\/assets\/[\w-]+\.(js|css|woff2|svg|png)$/,
];

export interface PackageReport {
  /** A sentence for each thing that should not be so. */
  readonly surprises: readonly string[];
  readonly sizes: readonly { readonly what: string; readonly files: number; readonly sizeBytes: number }[];
}

/**
 * Looks at a directory build for Linux.
 * @param options.electron Electron's folder that it was made from
 * @param options.notIn paths of this machine, which must be in no file
 */
export function inspectPackage(
  folder: string,
  options: {
    readonly electron: string;
    readonly fuses: Readonly<Record<string, boolean>>;
    readonly notIn: readonly string[];
  },
): PackageReport {
  const packed = readAsar(join(folder, 'resources/app.asar'));
  const fuses = readFuses(readFileSync(join(folder, 'hoist')));
  return {
    surprises: [
      ...surprisesAmong(packed, options.notIn),
      ...besides(folder, options.electron),
      ...Object.entries(options.fuses)
        .filter(([fuse, on]) => fuses[fuse] !== on)
        .map(([fuse, on]) => `The fuse ${fuse} is not ${on ? 'on' : 'off'}.`),
    ],
    sizes: ['main', 'preload', 'renderer', ''].map((part) => {
      const files = packed.filter(({ path }) => path.startsWith(`out/${part}`) || part === '');
      const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
      return { what: part === '' ? 'all of app.asar' : `out/${part}`, files: files.length, sizeBytes };
    }),
  };
}

/** What is in the archive and should not be, or the other way round. */
export function surprisesAmong(
  packed: readonly Pick<PackedFile, 'path' | 'text'>[],
  notIn: readonly string[],
): readonly string[] {
  const strange = packed
    .filter(({ path }) => !PACKED.some((pattern) => pattern.test(path)))
    .map(({ path }) => `${path} is packed.`);
  const missing = PACKED.filter((pattern) => !packed.some(({ path }) => pattern.test(path))).map(
    (pattern) => `Nothing like ${pattern.source} is packed.`,
  );
  const telling = packed
    .filter(({ path }) => /\.(c?js|css|html|json|txt)$/.test(path))
    .flatMap(({ path, text }) => {
      const content = text();
      const map = /^\/[/*][#@] sourceMappingURL=/m.test(content) ? [`${path} names a source map.`] : [];
      const paths = notIn.filter((word) => content.includes(word));
      return [...map, ...paths.map((word) => `${path} tells of ${word}.`)];
    });
  return [...strange, ...missing, ...telling];
}

function besides(folder: string, electron: string): string[] {
  const renamed: Readonly<Record<string, string>> = { electron: 'hoist', LICENSE: 'LICENSE.electron.txt' };
  const electrons = new Set(filesIn(electron).map((name) => renamed[name] ?? name));
  return filesIn(folder)
    .filter((name) => !electrons.has(name) && !OWN_FILES.includes(name))
    .map((name) => `${name} lies beside the program.`);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => name.replaceAll('\\', '/'));
}
