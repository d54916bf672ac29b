import { join } from 'node:path';
import { run } from './processes.ts';
import { ROOT, toolScript } from './tools.ts';

export interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  readonly durationMs: number;
  /** The tool's output. */
  readonly text: string;
}

interface Check {
  readonly name: string;
  readonly args: readonly string[];
}

/** Each layer has its own libraries: no DOM in core, no Node in the window. */
const LAYERS = ['main/core', 'main', 'preload', 'renderer', 'tests'];
const TIMEOUT_MS = 120_000;
const AT_ONCE = 2;

function allChecks(): readonly Check[] {
  const tsc = toolScript('typescript', 'tsc');
  return [
    // Biome takes longest, so it starts first.
    {
      name: 'format and lint',
      args: [toolScript('@biomejs/biome', 'biome'), 'check', '--error-on-warnings'],
    },
    { name: 'import rules', args: [join(ROOT, 'build/check-imports.ts')] },
    ...LAYERS.map((layer) => ({
      name: `types of ${layer}`,
      args: [tsc, '-p', join(ROOT, layer), '--pretty', 'false', '--incremental', ...buildInfo(layer)],
    })),
  ];
}

/** Lets a second check read only the changes. The folder is the packages' own cache, which git ignores. */
function buildInfo(layer: string): readonly string[] {
  return [
    '--tsBuildInfoFile',
    join(ROOT, 'node_modules/.cache/tsc', `${layer.replace('/', '-')}.tsbuildinfo`),
  ];
}

/** Runs all checks, two at a time, even if some fail, and reports each result as it comes. */
export async function runChecks(onResult: (result: CheckResult) => void): Promise<readonly CheckResult[]> {
  const waiting = [...allChecks()];
  const results: CheckResult[] = [];
  const work = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const result = await runCheck(check);
      results.push(result);
      onResult(result);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

async function runCheck({ name, args }: Check): Promise<CheckResult> {
  const { exitCode, timedOut, durationMs, text } = await run({
    args,
    output: 'collect',
    timeoutMs: TIMEOUT_MS,
  });
  const said = timedOut ? `${text}\nended after ${TIMEOUT_MS / 1000} s` : text;
  return { name, ok: exitCode === 0, durationMs, text: said.trim() };
}

/** @returns one line for a check that passed; for one that failed, its tool's output as well */
export function describeCheck({ name, ok, durationMs, text }: CheckResult): string {
  const line = `${ok ? 'ok  ' : 'FAIL'} ${name} (${(durationMs / 1000).toFixed(1)} s)`;
  return ok || text === '' ? line : `${line}\n${text.replace(/^/gm, '     ')}`;
}
