import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSync, Visitor } from 'vite';
import { describe, expect, it, vi } from 'vitest';
import { LIMIT_MS as FUZZ_LIMIT_MS } from '../../support/fuzz/measure.ts';

// The other ways to check need a program of the system's kind; this one is slower and runs anywhere.
vi.hoisted(() => vi.stubEnv('RECHECK_BACKEND', 'pure'));
const { checkSync } = await import('recheck');

const ROOT = resolve(import.meta.dirname, '../../..');
const SHIPPED = ['main', 'preload', 'renderer'];
/** For one expression; most need a hundredth of it. */
const LIMIT_MS = 60_000;

interface Expression {
  readonly source: string;
  readonly flags: string;
  readonly places: string[];
}

/** All literals of what ships, each once, and the places where an expression is put together at run time. */
function expressions(): { literals: Expression[]; built: string[] } {
  const literals = new Map<string, Expression>();
  const built: string[] = [];
  for (const file of SHIPPED.flatMap(sourcesIn)) {
    const text = readFileSync(join(ROOT, file), 'utf8');
    new Visitor({
      Literal: (node) => {
        if (!('regex' in node)) return;
        const { pattern: source, flags } = node.regex;
        const known = literals.get(`/${source}/${flags}`) ?? { source, flags, places: [] };
        known.places.push(file);
        literals.set(`/${source}/${flags}`, known);
      },
      NewExpression: ({ callee }) => {
        if (callee.type === 'Identifier' && callee.name === 'RegExp') built.push(file);
      },
    }).visit(parseSync(file, text).program);
  }
  return { literals: [...literals.values()], built };
}

function sourcesIn(room: string): string[] {
  return readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(room, name));
}

/** A text that the expression takes long for, or null where its time grows no faster than the text. */
function slowFor(source: string, flags: string): string | null {
  const found = checkSync(source, flags, { timeout: LIMIT_MS });
  if (found.status === 'safe') return null;
  if (found.status !== 'vulnerable') return found.error.kind;
  // What the checker finds by trying is a suspicion: it differs from run to run. Its text must really take long.
  return takesLong(new RegExp(source, flags), found.attack.string) ? found.attack.pattern : null;
}

/**
 * Whether each of three tries takes more CPU time than any input may, see `tests/support/fuzz/measure.ts`. Ten times as
 * much is nothing that collecting garbage explains: then one try tells.
 */
function takesLong(expression: RegExp, text: string): boolean {
  for (let tries = 0; tries < 3; tries += 1) {
    const before = process.threadCpuUsage();
    text.replace(expression, '');
    const tookMs = process.threadCpuUsage(before).user / 1000;
    if (tookMs <= FUZZ_LIMIT_MS) return false;
    if (tookMs > 10 * FUZZ_LIMIT_MS) return true;
  }
  return true;
}

const { literals, built } = expressions();

describe('a regular expression that foreign text may meet', () => {
  it.each(literals.map((literal) => [`/${literal.source}/${literal.flags}`, literal] as const))(
    'takes time that is linear in the text: %s',
    { timeout: LIMIT_MS },
    (_name, { source, flags, places }) => {
      expect(slowFor(source, flags), places.join(', ')).toBeNull();
    },
  );

  it('is a literal, except where its parts are named here', () => {
    expect(built.sort()).toEqual([
      'main/core/files-api/rate-limit-headers.ts',
      'main/core/storage/storage-answers.ts',
      // Alternatives of fixed texts: the person's home folder in its forms.
      'main/desktop/shell/redact.ts',
      'main/sandbox/extraction/pdf-content.ts',
    ]);
    for (const [source, flags] of [
      ['(?:^|[;,\\s])reset=(\\d+)', ''],
      ['<Message>([^<]{1,400})</Message>', ''],
      ['/home/erika%20mai|/home/erika mai', 'gi'],
      ['.{4}', 'g'],
    ] as const) {
      expect(slowFor(source, flags), source).toBeNull();
    }
  });

  it('that is quadratic is found', () => {
    expect(slowFor('\\?[^\\s]*=', 'g')).not.toBeNull();
  });
});
