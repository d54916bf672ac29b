import { layerOf } from './rules.ts';
import type { Tree } from './tree.ts';

/** @returns the shipped modules that no entry leads to, not even by a type import */
export function findUnreached(tree: Tree, entries: readonly string[]): readonly string[] {
  const map = new Map<string, string[]>([...tree.sources.keys()].map((path) => [path, []]));
  for (const { from, to } of tree.edges) if (to.kind === 'file') map.get(from)?.push(to.path);
  const reached = new Set<string>();
  const waiting = [...entries];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    waiting.push(...(map.get(path) ?? []));
  }
  return [...tree.sources.keys()].filter((path) => {
    const layer = layerOf(path);
    const ships = layer !== 'tests' && layer !== 'build';
    // Ambient declarations are seen by the compiler without an import.
    return ships && !reached.has(path) && !path.endsWith('.d.ts');
  });
}
