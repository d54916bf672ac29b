import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const ROOT = resolve(import.meta.dirname, '../../..');
const FOLDER = join(ROOT, '.github/workflows');

const require = createRequire(import.meta.url);
/** electron-builder's own reader of YAML. */
const { load }: { load(text: string): unknown } = createRequire(
  createRequire(require.resolve('electron-builder')).resolve('app-builder-lib/package.json'),
)('js-yaml');

const step = z.strictObject({
  if: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  run: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
});
const workflow = z.strictObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.strictObject({
      strategy: z.object({ matrix: z.object({ os: z.array(z.string()) }) }),
      'runs-on': z.string(),
      'timeout-minutes': z.number(),
      env: z.record(z.string(), z.string()).optional(),
      steps: z.array(step),
    }),
  ),
});

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
const files = readdirSync(FOLDER);
const parsed = (file: string) => workflow.parse(load(readFileSync(join(FOLDER, file), 'utf8')));

describe.each(files)('the workflow %s', (file) => {
  it('runs on the three systems, and no longer than it may', () => {
    for (const job of Object.values(parsed(file).jobs)) {
      expect(job.strategy.matrix.os).toEqual(['ubuntu-latest', 'macos-latest', 'windows-latest']);
      expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
    }
  });

  it('runs nothing that npm scripts do not', () => {
    for (const { steps } of Object.values(parsed(file).jobs)) {
      for (const { run, uses } of steps) {
        expect(run === undefined).not.toBe(uses === undefined);
        if (uses !== undefined) expect(uses).toMatch(/^actions\/[\w-]+@v\d+$/);
        if (run === undefined) continue;
        const [, script] = /^(?:xvfb-run --auto-servernum )?npm (?:run )?([\w:]+)$/.exec(run) ?? [];
        expect(['ci', ...Object.keys(scripts)], run).toContain(script);
      }
    }
  });
});

describe('the workflows', () => {
  it('test on real Electron, and release on a tag', () => {
    expect(files.toSorted()).toEqual(['release.yml', 'test.yml']);
    expect(parsed('test.yml').jobs['test']?.env).toEqual({ HOIST_RUNNER: 'electron' });
    expect(parsed('test.yml').permissions).toEqual({ contents: 'read' });
    expect(parsed('release.yml').on).toEqual({ push: { tags: ['v*'] } });
  });
});
