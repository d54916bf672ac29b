import { roomOf } from './rules.ts';
import type { Tree } from './tree.ts';

type Neighbours = ReadonlyMap<string, readonly string[]>;

/** The files that each file imports. Type-only imports are gone at run time, so they make no cycle. */
function neighbours(tree: Tree, withTypes: boolean): Neighbours {
  const map = new Map<string, string[]>([...tree.sources.keys()].map((path) => [path, []]));
  for (const { from, to, typeOnly } of tree.edges) {
    if (to.kind === 'file' && tree.sources.has(to.path) && (withTypes || !typeOnly))
      map.get(from)?.push(to.path);
  }
  return map;
}

/** Each cycle of imports that loading the modules would meet, as the way round from one of its files. */
export function findCycles(tree: Tree): readonly (readonly string[])[] {
  const map = neighbours(tree, false);
  const cycles: string[][] = [];
  const finished = new Set<string>();
  const way: string[] = [];

  const visit = (path: string): void => {
    const at = way.indexOf(path);
    if (at >= 0) cycles.push([...way.slice(at), path]);
    if (at >= 0 || finished.has(path)) return;
    way.push(path);
    for (const next of map.get(path) ?? []) visit(next);
    way.pop();
    finished.add(path);
  };
  for (const path of map.keys()) visit(path);
  return cycles;
}

/** Modules of the app that nothing the app starts with leads to, not even for a type. */
export function findUnreached(tree: Tree, entries: readonly string[]): readonly string[] {
  const map = neighbours(tree, true);
  const reached = new Set<string>();
  const waiting = [...entries];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    waiting.push(...(map.get(path) ?? []));
  }
  return [...tree.sources.keys()].filter((path) => {
    const room = roomOf(path);
    const ships = room !== 'tests' && room !== 'build';
    // Ambient declarations are seen by the compiler without an import.
    return ships && !reached.has(path) && !path.endsWith('.d.ts');
  });
}
