/**
 * `npm run release`: looks for known holes in what ships, builds, signs, and puts the packages of this system into a
 * draft release on GitHub. Needs what docs/packaging.md lists under "Signing"; exit code 1 where anything is missing.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signingOn, type Variables } from './package/signing.ts';
import { endRunsOnSignals, run } from './processes.ts';
import { ROOT, toolScript } from './tools.ts';

const LIMIT_MS = 50 * 60_000;

async function step(what: string, args: readonly string[], env: Variables = {}): Promise<void> {
  const { exitCode } = await run({ args, output: 'stream', timeoutMs: LIMIT_MS, env });
  if (exitCode !== 0) throw new Error(`${what} failed`);
}

async function release(temp: string): Promise<void> {
  const { missing, variables, appleKey } = signingOn(process.platform, process.env);
  const npm = process.env['npm_execpath'];
  if (npm === undefined) throw new Error('it is started by npm run release');
  if (missing.length > 0) throw new Error(`not set: ${missing.join(', ')}`);

  // Everything that ships is bundled, and so a development dependency.
  await step('npm audit', [npm, 'audit']);
  await step('the build', [join(ROOT, 'build/build.ts')]);
  const keyFile = join(temp, 'apple.p8');
  if (appleKey !== null) writeFileSync(keyFile, appleKey, { mode: 0o600 });
  await step(
    'packaging',
    [toolScript('electron-builder'), '--publish', 'always', '-c.forceCodeSigning=true'],
    appleKey === null ? variables : { ...variables, APPLE_API_KEY: keyFile },
  );
}

endRunsOnSignals();
const temp = mkdtempSync(join(tmpdir(), 'hoist-release-'));
try {
  await release(temp);
} catch (error) {
  console.error(`Not released: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  rmSync(temp, { recursive: true, force: true });
}
