import { layersOf, shippedFolders } from './layers.ts';
import { ENTRIES, IMPORT_RULES, layerOf, RAW_USE_RULES } from './rules.ts';
import type { Edge, Tree } from './tree.ts';
import { findUnreached } from './unreached.ts';

export interface Violation {
  readonly rule: string;
  readonly file: string;
  /** 0 where the whole file is meant. */
  readonly line: number;
  readonly message: string;
}

/** @returns all violations of the import rules in `tree`, by file */
export function inspect(tree: Tree): readonly Violation[] {
  const found = [
    ...tree.edges.flatMap((edge) => [...forbiddenImports(edge), ...unknownTargets(edge, tree.declared)]),
    ...rawUses(tree),
    ...shape(tree),
  ];
  return found.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}

function forbiddenImports(edge: Edge): readonly Violation[] {
  const layer = layerOf(edge.from);
  return IMPORT_RULES.filter((rule) => layer !== null && rule.of.includes(layer) && rule.forbids(edge)).map(
    (rule) => at(edge, rule.name, `imports ${edge.specifier}: ${rule.why}`),
  );
}

function unknownTargets(edge: Edge, declared: ReadonlySet<string>): readonly Violation[] {
  if (edge.to.kind === 'missing') {
    return [
      at(edge, 'not-resolvable', `imports ${edge.specifier}: there is no such file (write its ending too)`),
    ];
  }
  if (edge.to.kind !== 'package' || isOfElectron(edge.to.name)) return [];
  const { name } = edge.to;
  // Types of a library may stand alone, as `@types/estree` does for `estree`.
  if (declared.has(name) || (edge.typeOnly && declared.has(`@types/${name}`))) return [];
  return [at(edge, 'not-declared', `imports ${edge.specifier}: package.json does not name ${name}`)];
}

/** Electron adds this module to Node; no package brings it. */
function isOfElectron(name: string): boolean {
  return name === 'original-fs';
}

function rawUses(tree: Tree): readonly Violation[] {
  return [...tree.sources].flatMap(([file, source]) =>
    RAW_USE_RULES.filter((rule) => {
      const layer = layerOf(file);
      return layer !== null && rule.of.includes(layer) && rule.onlyIn !== file;
    }).flatMap((rule) =>
      source.rawUses
        .filter((use) => use.what === rule.what)
        .map(({ line }) => ({ rule: rule.name, file, line, message: `uses ${rule.what}: ${rule.why}` })),
    ),
  );
}

function shape(tree: Tree): readonly Violation[] {
  const cycles = shippedFolders(tree).flatMap((folder) =>
    layersOf(tree, folder).cycles.map((names) => ({
      rule: 'no-cycle',
      file: folder,
      line: 0,
      message: `${names.join(', ')} import each other`,
    })),
  );
  const orphans = findUnreached(tree, [...ENTRIES, ...tree.pageScripts]).map((file) => ({
    rule: 'no-orphan',
    file,
    line: 0,
    message: 'nothing that the app starts with leads here',
  }));
  const outside = [...tree.sources.keys()]
    .filter((file) => layerOf(file) === null)
    .map((file) => ({
      rule: 'no-layer',
      file,
      line: 0,
      message: 'lies in no layer that the rules know',
    }));
  return [...cycles, ...orphans, ...outside];
}

function at(edge: Edge, rule: string, message: string): Violation {
  return { rule, file: edge.from, line: edge.line, message };
}
