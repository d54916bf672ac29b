import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';
import { chooseInstalled, thisMachine } from '../build/runner/choose-runner.ts';

const { runner, why } = chooseInstalled(thisMachine());
const results = resolve(import.meta.dirname, '../test-results');

// Workers read this file as well. Where HOIST_RUNNER is set, whoever set it has said so.
if (process.env['TEST_WORKER_INDEX'] === undefined && !process.env['HOIST_RUNNER']) console.log(why);

export default defineConfig({
  testDir: '.',
  testMatch: ['e2e/**/*.spec.ts', 'security/**/*.exploit.spec.ts'],
  testIgnore: [
    // Promises that only the stand-in makes.
    ...(runner === 'electron' ? ['**/electron-stand-in.spec.ts', '**/stand-in-systems.spec.ts'] : []),
    // What stands for Electron's program: on Windows no script can, and on Electron itself all other specs show the same.
    ...(runner === 'electron' || process.platform === 'win32' ? ['**/{launch-electron,smoke}.spec.ts'] : []),
  ],
  outputDir: resolve(results, 'artifacts'),
  workers: 4,
  // A second try hides faults.
  retries: 0,
  // Both end what hangs. Other work can make a machine ten times slower.
  timeout: 360_000,
  expect: { timeout: 60_000 },
  forbidOnly: true,
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ?? resolve(results, 'e2e.json') }],
  ],
});
