import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: `${import.meta.dirname}/..`,
  test: {
    include: ['tests/{unit,integration,model}/**/*.test.{ts,tsx}'],
    // Tests of React components ask for a document themselves: `// @vitest-environment happy-dom`.
    environment: 'node',
    globals: false,
    // A process for each file: tests of real servers, sockets and the file system share nothing but the machine.
    pool: 'forks',
    isolate: true,
    // Many of them wait for servers, pauses and other processes most of the time.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 15_000,
    teardownTimeout: 5_000,
    // Tests of processes that are killed and restarted run into their limits on a busy machine. The report names who
    // needed a second try. The invariants of the model take none.
    retry: 1,
    unstubEnvs: true,
    restoreMocks: true,
  },
});
