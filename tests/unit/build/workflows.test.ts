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

const everySystem = ['ubuntu-24.04', 'macos-15', 'windows-2025'];
const everyArchitecture = [...everySystem, 'ubuntu-24.04-arm', 'macos-15-intel', 'windows-11-arm'];

describe.each(files)('the workflow %s', (file) => {
  it('has a time limit', () => {
    for (const job of Object.values(parsed(file).jobs))
      expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
  });

  it('runs only npm scripts, and pins each action to a commit', () => {
    for (const { steps } of Object.values(parsed(file).jobs)) {
      for (const { run, uses } of steps) {
        expect(run === undefined).not.toBe(uses === undefined);
        if (uses !== undefined) expect(uses).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/);
        if (run === undefined) continue;
        const [, script] = /^npm (?:run )?([\w:]+)(?: -- \S+)?$/.exec(run) ?? [];
        expect(['ci', ...Object.keys(scripts)], run).toContain(script);
      }
    }
  });
});

describe('the workflows', () => {
  const { jobs, permissions } = parsed('test.yml');
  const systemsOf = (job: string) => jobs[job]?.strategy.matrix.os.toSorted();
  const runsOf = (job: string) => jobs[job]?.steps.flatMap(({ run }) => run ?? []);

  it('test on real Electron with its sandbox, on each system and architecture, on X11 and on Wayland', () => {
    expect(files.toSorted()).toEqual(['release.yml', 'test.yml']);
    expect(permissions).toEqual({ contents: 'read' });
    for (const job of ['test', 'wayland']) {
      expect(jobs[job]?.env).toEqual({ HOIST_RUNNER: 'electron', HOIST_SANDBOX: 'on' });
    }
    expect(systemsOf('test')).toEqual(everyArchitecture.toSorted());
    expect(runsOf('test')).toEqual(['npm ci', 'npm run electron:install', 'npm run ci:linux', 'npm test']);
    expect(runsOf('wayland')).toContain('npm run test:wayland');
  });

  it('install and try each package on each system and architecture, and before a release', () => {
    expect(systemsOf('packages')).toEqual(everyArchitecture.toSorted());
    const linux = 'npm run ci:linux -- --any-program';
    expect(runsOf('packages')).toEqual([
      'npm ci',
      linux,
      'npm run package -- -c.mac.notarize=false',
      'npm run package:smoke',
    ]);
    const release = parsed('release.yml');
    expect(release.on).toEqual({ push: { tags: ['v*'] } });
    expect(release.jobs['release']?.strategy.matrix.os.toSorted()).toEqual(everySystem.toSorted());
    expect(release.jobs['release']?.steps.flatMap(({ run }) => run ?? [])).toEqual([
      'npm ci',
      linux,
      'npm run release',
      'npm run package:smoke',
    ]);
  });
});
