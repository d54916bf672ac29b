import type { Tree } from './tree.ts';

/** The structure of a folder: its children, and which of them imports which. */
export interface Layers {
  readonly folder: string;
  /** Files and folders directly in it. */
  readonly children: number;
  /** The longest chain of imports, counted in children. */
  readonly depth: number;
  /** How many pairs of children import one the other, type imports included. */
  readonly arrows: number;
  /** Each group of children that import each other, directly or indirectly. */
  readonly cycles: readonly (readonly string[])[];
}

/** @returns the structure of `folder`, from the imports of all that lies below it */
export function layersOf(tree: Tree, folder: string): Layers {
  const arrows = arrowsIn(tree, folder);
  const groups = groupsOf(arrows);
  const below = [...arrows.values()];
  return {
    folder,
    children: arrows.size,
    depth: depthOf(arrows, groups),
    arrows: below.reduce((sum, targets) => sum + targets.size, 0),
    cycles: groups.filter((group) => group.length > 1),
  };
}

/** @returns each folder that ships and holds sources, from the top down */
export function shippedFolders(tree: Tree): readonly string[] {
  const folders = new Set<string>();
  for (const path of tree.sources.keys()) {
    if (!/^(main|preload|renderer)\//.test(path)) continue;
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
      folders.add(path.slice(0, end));
  }
  return [...folders].sort();
}

type Arrows = ReadonlyMap<string, ReadonlySet<string>>;

function arrowsIn(tree: Tree, folder: string): Arrows {
  const childOf = (path: string): string | null =>
    path.startsWith(`${folder}/`) ? (path.slice(folder.length + 1).split('/', 1)[0] ?? null) : null;
  const arrows = new Map<string, Set<string>>();
  for (const path of tree.sources.keys()) {
    const child = childOf(path);
    if (child !== null && !arrows.has(child)) arrows.set(child, new Set());
  }
  for (const { from, to, startsProgram } of tree.edges) {
    // A file that starts as another process or thread is a program of its own.
    if (to.kind !== 'file' || startsProgram || !tree.sources.has(to.path)) continue;
    const [importer, imported] = [childOf(from), childOf(to.path)];
    if (importer !== null && imported !== null && importer !== imported) arrows.get(importer)?.add(imported);
  }
  return arrows;
}

/** Tarjan's strongly connected components. A group comes after all groups that it imports. */
function groupsOf(arrows: Arrows): readonly (readonly string[])[] {
  const groups: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];

  const visit = (child: string): number => {
    const index = order.size;
    order.set(child, index);
    let low = index;
    open.push(child);
    for (const next of arrows.get(child) ?? []) {
      if (!order.has(next)) low = Math.min(low, visit(next));
      else if (open.includes(next)) low = Math.min(low, order.get(next) ?? low);
    }
    lowest.set(child, low);
    if (low === index) groups.push(open.splice(open.indexOf(child)));
    return low;
  };
  for (const child of arrows.keys()) if (!order.has(child)) visit(child);
  return groups;
}

function depthOf(arrows: Arrows, groups: readonly (readonly string[])[]): number {
  const depths = new Map<string, number>();
  for (const group of groups) {
    const below = group.flatMap((child) => [...(arrows.get(child) ?? [])]);
    const depth = 1 + Math.max(0, ...below.map((child) => depths.get(child) ?? 0));
    for (const child of group) depths.set(child, depth);
  }
  return Math.max(0, ...depths.values());
}
