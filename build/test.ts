/**
 * `npm test`: the checks, the unit and integration tests, the build, and the end-to-end specs on the build.
 *
 * Later stages run even if earlier ones failed, but without a build there are no end-to-end specs. The last line is the sum of
 * the runners' reports. A check or a build that passes is not a test and adds nothing. One that fails counts as one failure,
 * so that the sum never looks better than the state.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeCheck, runChecks } from './checks.ts';
import { endRunsOnSignals, run } from './processes.ts';
import { quotaProgram } from './quota-program.ts';
import { type RunnerHere, runnerHere } from './runner/runner-here.ts';
import { addTallies, countPlaywright, countVitest, failure, type Totals } from './test-report.ts';
import { ROOT, toolScript } from './tools.ts';

const VITEST_LIMIT_MS = 30 * 60_000;
const BUILD_LIMIT_MS = 4 * 60_000;
const PACKAGE_LIMIT_MS = 90_000;
const PLAYWRIGHT_LIMIT_MS = 30 * 60_000;

async function check(): Promise<Totals> {
  const results = await runChecks((result) => console.log(describeCheck(result)));
  return addTallies(results.filter(({ ok }) => !ok).map(({ name }) => failure(`check failed: ${name}`)));
}

async function vitest(report: string): Promise<Totals> {
  const { exitCode } = await run({
    args: [
      toolScript('vitest'),
      'run',
      '--config=tests/vitest.config.ts',
      '--allowOnly=false',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    output: 'stream',
    timeoutMs: VITEST_LIMIT_MS,
  });
  return countVitest({ runner: 'Vitest', report: textOrNull(report), exitCode });
}

async function build(): Promise<Totals> {
  const { exitCode } = await run({
    args: [join(ROOT, 'build/build.ts')],
    output: 'stream',
    timeoutMs: BUILD_LIMIT_MS,
  });
  return exitCode === 0 ? addTallies([]) : failure('the build failed, so nothing was tested end to end');
}

/** The package is not a test either: a correct one adds nothing. */
async function packageCheck(): Promise<Totals> {
  const { exitCode } = await run({
    args: [join(ROOT, 'build/check-package.ts')],
    output: 'stream',
    timeoutMs: PACKAGE_LIMIT_MS,
  });
  return exitCode === 0 ? addTallies([]) : failure('the package is not as it should be');
}

async function playwright(report: string): Promise<Totals> {
  let here: RunnerHere;
  try {
    here = await runnerHere();
  } catch (error) {
    return failure(`nothing to run the specs on: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { exitCode } = await run({
    args: [
      toolScript('@playwright/test', 'playwright'),
      'test',
      '--config=tests/playwright.config.ts',
      '--forbid-only',
      '--reporter=list,json',
    ],
    output: 'stream',
    timeoutMs: PLAYWRIGHT_LIMIT_MS,
    env: { ...here.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    through: here.through,
  });
  return countPlaywright({ runner: 'Playwright', report: textOrNull(report), exitCode });
}

function textOrNull(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

function heading(text: string): void {
  console.log(`\n── ${text} ──`);
}

/** @param reports a new folder, so that no report of an earlier run can count */
async function runStages(reports: string): Promise<Totals> {
  const tallies: Totals[] = [];
  heading('checks');
  tallies.push(await check());
  heading('unit and integration tests');
  if (quotaProgram() === null)
    console.log(
      'note: the tests of the shared quota did not run: they need redis-server or valkey-server (apt-get install redis-server).',
    );
  tallies.push(await vitest(join(reports, 'vitest.json')));
  heading('build');
  const built = await build();
  tallies.push(built);
  if (built.failed === 0) {
    heading('package');
    tallies.push(await packageCheck());
    heading('end-to-end specs');
    tallies.push(await playwright(join(reports, 'playwright.json')));
  }
  return addTallies(tallies);
}

endRunsOnSignals();
const reports = mkdtempSync(join(tmpdir(), 'hoist-reports-'));
try {
  const { passed, failed, problems } = await runStages(reports);
  heading('result');
  for (const problem of problems) console.log(`note: ${problem}`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
} finally {
  rmSync(reports, { recursive: true, force: true });
}
