import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { type PackedFile, readAsar } from './asar.ts';
import { readFuses } from './fabricated-electron.ts';

const COMMAND = 'resources/command/';

/** The files beside Electron's own. */
const BESIDE: readonly RegExp[] = [
  /^hoist-desktop$/,
  /^resources\/(app\.asar|app-update\.yml|hoist-watch\.service)$/,
  /^resources\/command\/(hoist|node|LICENSE\.node\.txt)$/,
  /^resources\/command\/lib\/licenses\.txt$/,
  /^resources\/command\/lib\/hoist\.mjs$/,
  /^resources\/command\/lib\/extraction-worker\.mjs$/,
  /^resources\/command\/lib\/drive-worker\.mjs$/,
  /^resources\/command\/lib\/convert-worker\.mjs$/,
  /^resources\/command\/lib\/trash-file\.mjs$/,
  /^resources\/command\/lib\/[\w-]+\.mjs$/,
];

/** The allowed entries of the archive. Each entry that is allowed only once must be there. */
const PACKED: readonly RegExp[] = [
  /^package\.json$/,
  /^out\/licenses\.txt$/,
  /^out\/main\/extraction-worker\.js$/,
  /^out\/main\/drive-worker\.js$/,
  /^out\/main\/convert-worker\.js$/,
  /^out\/main\/[\w-]+\.js$/,
  /^out\/main\/tray\/(idle|working|paused|needs-you)(Template)?(@2x)?\.(png|ico)$/,
  /^out\/preload\/bridge\.cjs$/,
  /^out\/renderer\/index\.html$/,
  /^out\/renderer\/drop\.html$/,
  /^out\/renderer\/assets\/[\w-]+\.(js|css|woff2|svg|png)$/,
];

export interface PackageReport {
  /** A sentence for each problem. */
  readonly surprises: readonly string[];
  readonly sizes: readonly { readonly what: string; readonly files: number; readonly sizeBytes: number }[];
}

/**
 * Inspects a directory build for Linux.
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
  const beside = filesBeside(folder, options.electron);
  const command = beside.filter((path) => path.startsWith(COMMAND));
  const fuses = readFuses(readFileSync(join(folder, 'hoist-desktop')));
  return {
    surprises: [
      ...surprisesAmong(packed, options.notIn),
      ...unlike(beside, BESIDE),
      ...command.flatMap((path) =>
        telling({ path, text: () => readFileSync(join(folder, path), 'utf8') }, options.notIn),
      ),
      ...Object.entries(options.fuses)
        .filter(([fuse, on]) => fuses[fuse] !== on)
        .map(([fuse, on]) => `The fuse ${fuse} is not ${on ? 'on' : 'off'}.`),
    ],
    sizes: [
      ...['main', 'preload', 'renderer', ''].map((part) => {
        const files = packed.filter(({ path }) => path.startsWith(`out/${part}`) || part === '');
        const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
        return { what: part === '' ? 'all of app.asar' : `out/${part}`, files: files.length, sizeBytes };
      }),
      ...['node', 'lib/', ''].map((part) => {
        const files = command.filter((path) => path.startsWith(`${COMMAND}${part}`));
        const sizeBytes = files.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0);
        return {
          what: part === '' ? `all of ${COMMAND}` : `${COMMAND}${part}`,
          files: files.length,
          sizeBytes,
        };
      }),
    ],
  };
}

/** @returns the files that are in the archive and should not be, or the reverse */
export function surprisesAmong(
  packed: readonly Pick<PackedFile, 'path' | 'text'>[],
  notIn: readonly string[],
): readonly string[] {
  return [
    ...unlike(
      packed.map(({ path }) => path),
      PACKED,
    ),
    ...packed.flatMap((file) => telling(file, notIn)),
  ];
}

/** @returns the paths that match no pattern, and the patterns that match no path */
function unlike(paths: readonly string[], patterns: readonly RegExp[]): string[] {
  const strange = paths
    .filter((path) => !patterns.some((pattern) => pattern.test(path)))
    .map((path) => `${path} is packed.`);
  const missing = patterns
    .filter((pattern) => !paths.some((path) => pattern.test(path)))
    .map((pattern) => `Nothing like ${pattern.source} is packed.`);
  return [...strange, ...missing];
}

/** @returns the paths of the building machine in a text */
function telling({ path, text }: Pick<PackedFile, 'path' | 'text'>, notIn: readonly string[]): string[] {
  if (!/\.([cm]?js|css|html|json|txt)$/.test(path)) return [];
  const content = text();
  const map = /^\/[/*][#@] sourceMappingURL=/m.test(content) ? [`${path} names a source map.`] : [];
  const paths = notIn.filter((word) => content.includes(word));
  // A bundler leaves imports that it cannot follow, which would fail in the package.
  const required = [...content.matchAll(/^(?!\s*\*).*\b__require\((.*)/gm)].map(([, what = '']) =>
    what.trim(),
  );
  const wanted = required.filter((what) => {
    const name = /^["']([\w:/]+)["']\)/.exec(what)?.[1];
    return name === undefined || (name.includes('/') && !isBuiltin(name));
  });
  return [
    ...map,
    ...paths.map((word) => `${path} tells of ${word}.`),
    ...wanted.map((what) => `${path} requires ${what}`),
  ];
}

function filesBeside(folder: string, electron: string): string[] {
  const renamed: Readonly<Record<string, string>> = {
    electron: 'hoist-desktop',
    LICENSE: 'LICENSE.electron.txt',
  };
  const electrons = new Set(filesIn(electron).map((name) => renamed[name] ?? name));
  return filesIn(folder).filter((name) => name === 'hoist-desktop' || !electrons.has(name));
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => name.replaceAll('\\', '/'));
}
