/**
 * `npm run release`: checks the shipped libraries for known vulnerabilities, builds, signs, and uploads this system's packages to a
 * draft release on GitHub. It needs the variables under "Signing" in docs/packaging.md, and exits with 1 if any is missing.
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

  // All that ships is bundled, so it is a development dependency.
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
