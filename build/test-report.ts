/**
 * Adds up the reports of the test runners, and trusts them only as far as they agree with themselves.
 *
 * It counts the tests in the list of results and compares the counts with the runner's own. Anything but a clean pass is a
 * failure: skipped, to do, unfinished, or marked to fail. End-to-end specs share a busy machine with a browser, so one that
 * passes at its second try counts as passed, and is named.
 */
import { z } from 'zod';

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  /** A sentence for each failure that no test's own output shows, and for each pass at a second try. */
  readonly problems: readonly string[];
}

/** A runner's report and the exit code of its process. `report` is null if it wrote none. */
export interface RunnerOutcome {
  readonly runner: string;
  readonly report: string | null;
  /** null if a signal ended it. */
  readonly exitCode: number | null;
}

/** The verdict on one test, and a sentence if the test's own output does not show it. */
interface Verdict {
  readonly ok: boolean;
  readonly problem?: string;
}

interface Sums {
  readonly total: number;
  readonly passed: number;
}

/** The content of a report: the verdicts, the counts of its list, and the runner's own counts. */
interface Findings {
  readonly verdicts: readonly Verdict[];
  readonly listed: Sums;
  readonly claimed: Sums;
}

const vitestShape = z.object({
  numTotalTests: z.number(),
  numPassedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});

const specShape = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(z.object({ projectName: z.string(), expectedStatus: z.string(), status: z.string() })),
});
const suiteShape = z.object({
  specs: z.array(specShape),
  get suites() {
    return z.array(suiteShape).optional();
  },
});
const playwrightShape = z.object({
  suites: z.array(suiteShape),
  errors: z.array(z.object({ message: z.string().optional() })),
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/** @returns the sum of a report of Vitest's `json` reporter */
export function countVitest(outcome: RunnerOutcome): Totals {
  return totals(outcome, (report) => {
    const { testResults, numTotalTests, numPassedTests } = vitestShape.parse(report);
    const states = testResults.flatMap(({ assertionResults }) =>
      assertionResults.map(({ status }) => status),
    );
    const verdicts = testResults.flatMap(
      ({ name, status, message, assertionResults }): readonly Verdict[] => {
        const tests = assertionResults.map(({ fullName, status: state, failureMessages }): Verdict => {
          // Vitest keeps the errors of the tries before the one that passed.
          if (state === 'passed' && failureMessages.length > 0)
            return bad(`${fullName}: passed at a second try`);
          if (state === 'failed') return { ok: false };
          return state === 'passed' ? { ok: true } : bad(`${fullName}: ${state}`);
        });
        const fileFailedByItself = status !== 'passed' && tests.every(({ ok }) => ok);
        if (fileFailedByItself) return [...tests, bad(`${name}: ${message || 'did not finish'}`)];
        return tests.length > 0 ? tests : [bad(`${name}: holds no test`)];
      },
    );
    return {
      verdicts,
      listed: sums(states, 'passed'),
      claimed: { total: numTotalTests, passed: numPassedTests },
    };
  });
}

/** @returns the sum of a report of Playwright's `json` reporter */
export function countPlaywright(outcome: RunnerOutcome): Totals {
  return totals(outcome, (report) => {
    const { suites, errors, stats } = playwrightShape.parse(report);
    const listed = suites
      .flatMap(specsOf)
      .flatMap(({ title, file, tests }) => tests.map((test) => ({ ...test, name: `${file}: ${title}` })));
    const verdicts = listed.map(({ name, projectName, expectedStatus, status }): Verdict => {
      if (status === 'unexpected') return { ok: false };
      if (status === 'flaky') return { ok: true, problem: `${name}: passed at a second try` };
      if (expectedStatus === 'failed') return bad(`${name} [${projectName}]: marked as one that has to fail`);
      return status === 'expected' ? { ok: true } : bad(`${name} [${projectName}]: ${status}`);
    });
    const beyondTests = errors.map(({ message }) => bad(message ?? 'an error outside of all tests'));
    const total = stats.expected + stats.unexpected + stats.flaky + stats.skipped;
    return {
      verdicts: [...verdicts, ...beyondTests],
      listed: sums(
        listed.map(({ status }) => status),
        'expected',
      ),
      claimed: { total, passed: stats.expected },
    };
  });
}

export function addTallies(tallies: readonly Totals[]): Totals {
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
    problems: tallies.flatMap(({ problems }) => problems),
  };
}

/** @returns a failure that is not a test's: of a check, of the build, or of a runner that died */
export function failure(problem: string): Totals {
  return { passed: 0, failed: 1, problems: [problem] };
}

function totals(outcome: RunnerOutcome, read: (report: unknown) => Findings): Totals {
  const { runner, report, exitCode } = outcome;
  const ending = exitCode === null ? 'was ended by a signal' : `ended with exit code ${exitCode}`;
  if (report === null) return failure(`${runner} ${ending} and left no report`);

  let findings: Findings;
  try {
    findings = read(JSON.parse(report));
  } catch (error) {
    return failure(`${runner} ${ending} and left a report that cannot be read: ${firstLine(error)}`);
  }

  const { verdicts, listed, claimed } = findings;
  const passed = verdicts.filter(({ ok }) => ok).length;
  const problems = verdicts.flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
  const failed = verdicts.length - passed;

  const doubts: string[] = [];
  if (listed.total === 0) doubts.push(`${runner} ran no test`);
  if (listed.total !== claimed.total || listed.passed !== claimed.passed) {
    doubts.push(
      `${runner} sums up ${claimed.passed} of ${claimed.total} passed, but lists ${listed.passed} of ${listed.total}`,
    );
  }
  if (exitCode !== 0 && failed === 0) doubts.push(`${runner} ${ending}, though its report shows no failure`);
  return { passed, failed: failed + doubts.length, problems: [...problems, ...doubts] };
}

function sums(states: readonly string[], passed: string): Sums {
  return { total: states.length, passed: states.filter((state) => state === passed).length };
}

function specsOf(suite: z.infer<typeof suiteShape>): readonly z.infer<typeof specShape>[] {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)];
}

function bad(problem: string): Verdict {
  return { ok: false, problem };
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n', 1)[0] ?? '';
}
