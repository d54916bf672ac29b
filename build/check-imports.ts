/**
 * Checks the import rules: which layer may import which, and which files may use the raw calls between processes. Prints the
 * layers of each part.
 *
 *     node build/check-imports.ts [folder]
 *
 * This is a checker of our own, on Vite's parser. dependency-cruiser and eslint need TypeScript's compiler API, which TypeScript
 * 7 does not have, and do not distinguish `import type { A }` from `import { type A }`, which still loads the module.
 */
import { resolve } from 'node:path';
import { inspect } from './import-rules/inspect.ts';
import { layersOf } from './import-rules/layers.ts';
import { readTree } from './import-rules/tree.ts';

const root = resolve(process.argv[2] ?? resolve(import.meta.dirname, '..'));
const tree = readTree(root);
const violations = inspect(tree);

for (const { rule, file, line, message } of violations) {
  console.log(`${file}${line > 0 ? `:${line}` : ''} ${message} [${rule}]`);
}
for (const folder of ['main/core', 'main/desktop', 'preload', 'renderer']) {
  const { children, depth, arrows, cycles } = layersOf(tree, folder);
  console.log(`${folder}: ${children} children, ${depth} layers, ${arrows} arrows, ${cycles.length} cycles`);
}
console.log(`${tree.sources.size} modules, ${tree.edges.length} imports, ${violations.length} violations`);
process.exitCode = violations.length > 0 ? 1 : 0;
