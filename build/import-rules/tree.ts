import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { z } from 'zod';
import { readSource, type Source } from './source.ts';

type Target =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'builtin' }
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'missing' };

export interface Edge {
  readonly from: string;
  readonly line: number;
  readonly specifier: string;
  readonly typeOnly: boolean;
  readonly to: Target;
  /** Whether the module starts as a program of its own, in another process or thread. */
  readonly startsProgram: boolean;
}

/** A repository's modules and their imports. Paths are relative to its top, with `/`. */
export interface Tree {
  readonly sources: ReadonlyMap<string, Source>;
  readonly edges: readonly Edge[];
  /** Packages that package.json names. */
  readonly declared: ReadonlySet<string>;
  /** The module scripts of the renderer's pages, from which its modules are reached. */
  readonly pageScripts: readonly string[];
}

const MODULES = '{main,preload,renderer,build,tests}/**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}';
const MODULE_SCRIPT = /<script\b[^>]*\bsrc="([^"]+)"/g;

const manifestShape = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
});

/**
 * Reads the repository at `root`.
 * @throws if a file does not parse, or package.json is not valid
 */
export function readTree(root: string): Tree {
  const manifest = manifestShape.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const files = new Set(globSync('{main,preload,renderer,build,tests}/**/*', { cwd: root }).map(slashes));
  const sources = new Map(
    globSync(MODULES, { cwd: root })
      .map(slashes)
      .sort()
      .map((path) => [path, readSource(path, readFileSync(join(root, path), 'utf8'))]),
  );

  const edges: Edge[] = [];
  for (const [from, source] of sources) {
    for (const site of source.imports) {
      const to = resolve(from, site.specifier, files);
      if (site.mayBeNoModule && !(to.kind === 'file' && sources.has(to.path))) continue;
      const { line, specifier, typeOnly, mayBeNoModule: startsProgram } = site;
      edges.push({ from, line, specifier, typeOnly, to, startsProgram });
    }
  }

  const pageScripts = [...files]
    .filter((path) => /^renderer\/[^/]+\.html$/.test(path))
    .flatMap((page) => [...readFileSync(join(root, page), 'utf8').matchAll(MODULE_SCRIPT)])
    .map(([, src = '']) => posix.join('renderer', src));

  const declared = new Set(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }));
  return { sources, edges, declared, pageScripts };
}

/** Resolves as Node does, without guesses: a relative import names the file with its ending. */
function resolve(from: string, specifier: string, files: ReadonlySet<string>): Target {
  if (isBuiltin(specifier)) return { kind: 'builtin' };
  if (/^\.{0,2}\//.test(specifier)) {
    const withoutQuery = specifier.replace(/\?.*$/, '');
    const path = posix.normalize(posix.join(posix.dirname(from), withoutQuery));
    // Types that a package does not export are imported by their path, but belong to the package.
    const withinPackages = path.match(/^node_modules\/(.+)$/)?.[1];
    if (withinPackages !== undefined) return { kind: 'package', name: packageNameOf(withinPackages) };
    const isAtTop = !path.includes('/') || path.startsWith('../');
    return files.has(path) || isAtTop ? { kind: 'file', path } : { kind: 'missing' };
  }
  return { kind: 'package', name: packageNameOf(specifier) };
}

function packageNameOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}
