import { configDefaults, defineConfig } from 'vitest/config';
import { QUOTA_TESTS, quotaProgram } from '../build/quota-program.ts';
import { SlowestFirst } from './slowest-first.ts';

export default defineConfig({
  root: `${import.meta.dirname}/..`,
  test: {
    // Tests of React components ask for a document themselves: `// @vitest-environment happy-dom`.
    environment: 'node',
    globals: false,
    pool: 'forks',
    projects: [
      // To start a process and to load the same modules anew takes longer than most files of unit tests.
      { extends: true, test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'], isolate: false } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/{integration,model}/**/*.test.{ts,tsx}'],
          globalSetup: 'tests/support/bundle-terminal.ts',
          // `npm test` says so.
          exclude:
            quotaProgram() === null ? [...configDefaults.exclude, ...QUOTA_TESTS] : configDefaults.exclude,
          // A process for each file: tests of real servers, sockets and the file system share nothing but the machine.
          isolate: true,
        },
      },
    ],
    sequence: { sequencer: SlowestFirst },
    // Many of them wait for servers, pauses and other processes most of the time.
    maxWorkers: 5,
    // It ends a test that hangs. Other work can make a machine ten times slower.
    testTimeout: 480_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 60_000 } },
    teardownTimeout: 5_000,
    // A second try hides faults.
    retry: 0,
    unstubEnvs: true,
    restoreMocks: true,
  },
});
