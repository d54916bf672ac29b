import { describe, expect, it } from 'vitest';
import {
  addTallies,
  countPlaywright,
  countVitest,
  failure,
  type RunnerOutcome,
} from '../../../build/test-report.ts';

interface VitestTest {
  readonly status: string;
  readonly failureMessages?: readonly string[];
}

interface VitestFile {
  readonly status?: string;
  readonly message?: string;
  readonly tests: readonly VitestTest[];
}

function vitestReport(files: readonly VitestFile[], claims: Record<string, number> = {}): string {
  const tests = files.flatMap((file) => file.tests);
  return JSON.stringify({
    numTotalTests: tests.length,
    numPassedTests: tests.filter(({ status }) => status === 'passed').length,
    ...claims,
    testResults: files.map((file, number) => ({
      name: `file-${number}.test.ts`,
      status: file.status ?? (file.tests.some(({ status }) => status === 'failed') ? 'failed' : 'passed'),
      message: file.message ?? '',
      assertionResults: file.tests.map((test, at) => ({
        fullName: `test ${at}`,
        failureMessages: [],
        ...test,
      })),
    })),
  });
}

function playwrightReport(statuses: readonly string[], extra: Record<string, unknown> = {}): string {
  const count = (wanted: string) => statuses.filter((status) => status === wanted).length;
  const spec = (status: string, at: number) => ({
    title: `spec ${at}`,
    file: 'queue.spec.ts',
    tests: [{ projectName: 'stand-in', expectedStatus: 'passed', status }],
  });
  const [first, ...others] = statuses.map(spec);
  return JSON.stringify({
    // The first one lies right in its file, the others in a `describe` within it.
    suites: [{ specs: first ? [first] : [], suites: [{ specs: others }] }],
    errors: [],
    stats: {
      expected: count('expected'),
      unexpected: count('unexpected'),
      flaky: count('flaky'),
      skipped: count('skipped'),
    },
    ...extra,
  });
}

const vitestRan = (report: string | null, exitCode: number | null = 0): RunnerOutcome => ({
  runner: 'Vitest',
  report,
  exitCode,
});
const playwrightRan = (report: string | null, exitCode: number | null = 0): RunnerOutcome => ({
  runner: 'Playwright',
  report,
  exitCode,
});
const passed: VitestTest = { status: 'passed' };
const failed: VitestTest = { status: 'failed', failureMessages: ['no'] };

describe('a report of Vitest', () => {
  it('counts each test once', () => {
    const report = vitestReport([{ tests: [passed, passed] }, { tests: [passed, failed] }]);
    expect(countVitest(vitestRan(report, 1))).toEqual({ passed: 3, failed: 1, problems: [] });
  });

  it.each(['skipped', 'pending', 'todo', 'disabled'])(
    'counts a test that is %s as failed, and says so',
    (status) => {
      const totals = countVitest(vitestRan(vitestReport([{ tests: [passed, { status }] }])));
      expect(totals).toEqual({ passed: 1, failed: 1, problems: [`test 1: ${status}`] });
    },
  );

  it('counts a test that passed at its second try as failed', () => {
    const flaky = { status: 'passed', failureMessages: ['the first try'] };
    const totals = countVitest(vitestRan(vitestReport([{ tests: [flaky, passed] }])));
    expect(totals).toEqual({ passed: 1, failed: 1, problems: ['test 0: passed at a second try'] });
  });

  it('counts a file that could not be loaded as failed', () => {
    const broken = { status: 'failed', message: 'Cannot find module', tests: [] };
    const totals = countVitest(vitestRan(vitestReport([broken, { tests: [passed] }]), 1));
    expect(totals).toEqual({ passed: 1, failed: 1, problems: ['file-0.test.ts: Cannot find module'] });
  });

  it('counts a file whose hook failed after all its tests had passed', () => {
    const totals = countVitest(
      vitestRan(vitestReport([{ status: 'failed', message: 'afterAll', tests: [passed] }]), 1),
    );
    expect(totals).toEqual({ passed: 1, failed: 1, problems: ['file-0.test.ts: afterAll'] });
  });

  it('counts a file without a test as failed', () => {
    const totals = countVitest(vitestRan(vitestReport([{ tests: [] }, { tests: [passed] }])));
    expect(totals).toEqual({ passed: 1, failed: 1, problems: ['file-0.test.ts: holds no test'] });
  });
});

describe('a report of Playwright', () => {
  it('counts the tests of nested suites', () => {
    const report = playwrightReport(['expected', 'expected', 'unexpected']);
    expect(countPlaywright(playwrightRan(report, 1))).toEqual({ passed: 2, failed: 1, problems: [] });
  });

  it('counts a test that is skipped as failed, and says so', () => {
    const totals = countPlaywright(playwrightRan(playwrightReport(['expected', 'skipped'])));
    expect(totals).toEqual({
      passed: 1,
      failed: 1,
      problems: ['queue.spec.ts: spec 1 [stand-in]: skipped'],
    });
  });

  it('names a test that passed at its second try', () => {
    const totals = countPlaywright(playwrightRan(playwrightReport(['expected', 'flaky'])));
    expect(totals).toEqual({
      passed: 2,
      failed: 0,
      problems: ['queue.spec.ts: spec 1: passed at a second try'],
    });
  });

  it('counts a test that is marked to fail as failed, even if it fails', () => {
    const report = playwrightReport(['expected', 'expected']).replace('"passed"', '"failed"');
    const totals = countPlaywright(playwrightRan(report));
    expect(totals).toMatchObject({
      passed: 1,
      failed: 1,
      problems: [expect.stringContaining('has to fail')],
    });
  });

  it('counts an error outside of all tests', () => {
    const report = playwrightReport(['expected'], { errors: [{ message: 'global setup failed' }] });
    const totals = countPlaywright(playwrightRan(report, 1));
    expect(totals).toEqual({ passed: 1, failed: 1, problems: ['global setup failed'] });
  });
});

describe('an unreliable report', () => {
  const runners = [
    { runner: 'Vitest', totals: countVitest, ran: vitestRan },
    { runner: 'Playwright', totals: countPlaywright, ran: playwrightRan },
  ] as const;

  it.each(runners)('counts as one failure if $runner left none', ({ runner, totals, ran }) => {
    expect(totals(ran(null, null))).toEqual(failure(`${runner} was ended by a signal and left no report`));
    expect(totals(ran(null, 0))).toEqual(failure(`${runner} ended with exit code 0 and left no report`));
  });

  it.each(runners)(
    'is one failure where that of $runner is empty, cut short, or of another shape',
    ({ totals, ran }) => {
      for (const text of ['', '{"testResults": [', '[]', 'null', '{"success": true}']) {
        const { passed: counted, failed: failures, problems } = totals(ran(text));
        expect({ counted, failures }, text).toEqual({ counted: 0, failures: 1 });
        expect(problems[0], text).toContain('cannot be read');
      }
    },
  );

  it('counts as a failure if it has no test', () => {
    expect(countVitest(vitestRan(vitestReport([])))).toEqual(failure('Vitest ran no test'));
    expect(countPlaywright(playwrightRan(playwrightReport([])))).toEqual(failure('Playwright ran no test'));
  });

  it('counts as a failure if the process failed and the report shows none', () => {
    const problem = 'ended with exit code 1, though its report shows no failure';
    const ofVitest = countVitest(vitestRan(vitestReport([{ tests: [passed] }]), 1));
    expect(ofVitest).toEqual({ passed: 1, failed: 1, problems: [`Vitest ${problem}`] });
    const ofPlaywright = countPlaywright(playwrightRan(playwrightReport(['expected']), 1));
    expect(ofPlaywright).toEqual({ passed: 1, failed: 1, problems: [`Playwright ${problem}`] });
  });

  it.each([
    { claims: { numTotalTests: 5, numPassedTests: 5 }, why: 'claims tests that it does not list' },
    { claims: { numPassedTests: 2 }, why: 'claims a pass for a test that it lists as failed' },
    { claims: { numTotalTests: 1, numPassedTests: 1 }, why: 'lists more tests than it claims' },
  ])('counts as a failure if it $why', ({ claims }) => {
    const totals = countVitest(vitestRan(vitestReport([{ tests: [passed, failed] }], claims), 1));
    expect(totals).toMatchObject({ passed: 1, failed: 2 });
    expect(totals.problems[0]).toMatch(/^Vitest sums up \d of \d passed, but lists 1 of 2$/);
  });

  it('counts as a failure if Playwright’s sums differ from its list', () => {
    const stats = { expected: 9, unexpected: 0, flaky: 0, skipped: 0 };
    const totals = countPlaywright(playwrightRan(playwrightReport(['expected'], { stats })));
    expect(totals).toMatchObject({ passed: 1, failed: 1 });
  });
});

describe('the sum', () => {
  it('adds up the stages and keeps what each had to say', () => {
    const sum = addTallies([
      { passed: 3, failed: 0, problems: [] },
      failure('check failed: types of main'),
      { passed: 4, failed: 2, problems: ['a: skipped'] },
    ]);
    expect(sum).toEqual({ passed: 7, failed: 3, problems: ['check failed: types of main', 'a: skipped'] });
  });

  it('is zero without stages', () => {
    expect(addTallies([])).toEqual({ passed: 0, failed: 0, problems: [] });
  });
});
