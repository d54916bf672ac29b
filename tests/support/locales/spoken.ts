import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { type ESTree, parseSync, Visitor } from 'vite';

/** The text keys in code: literal keys, and keys that are composed. */
export interface Spoken {
  readonly literals: ReadonlySet<string>;
  /** Keys such as `row.${stage}`, as patterns of their possible values. */
  readonly patterns: readonly RegExp[];
  /** The keys that are handed to `t` or `words` as they are. */
  readonly asked: ReadonlySet<string>;
}

const ASKING = new Set(['t', 'words', 'say']);

/** @returns the keys in the sources that match the globs */
export async function spokenIn(globs: readonly string[]): Promise<Spoken> {
  const literals = new Set<string>();
  const asked = new Set<string>();
  const patterns: RegExp[] = [];
  for await (const path of glob(globs)) {
    new Visitor({
      Literal: ({ value }) => {
        if (typeof value === 'string') literals.add(value);
      },
      TemplateLiteral: ({ quasis }) => {
        const [head, ...rest] = quasis.map(({ value }) => value.cooked ?? '');
        if (head?.includes('.')) patterns.push(patternOf([head, ...rest]));
      },
      CallExpression: ({ callee, arguments: [key] }) => {
        if (!ASKING.has(nameOf(callee)) || key?.type !== 'Literal') return;
        if (typeof key.value === 'string') asked.add(key.value);
      },
    }).visit(parseSync(path, readFileSync(path, 'utf8')).program);
  }
  return { literals, patterns, asked };
}

/** `t(…)` and `words.t(…)` are both `t`. */
function nameOf(callee: ESTree.Node): string {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
    ? callee.property.name
    : '';
}

function patternOf(parts: readonly string[]): RegExp {
  const escaped = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('[\\w-]+')}$`);
}
