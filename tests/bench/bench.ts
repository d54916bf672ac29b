/**
 * `npm run bench`: how fast Hoist is, measured against its targets and against what else does the same work. It judges
 * nothing but prints it: the exit code is 1 only where something could not be measured although it should.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repositoryRoot } from '../support/launch.ts';
import { drawCharts } from './charts.ts';
import type { Finding } from './harness/finding.ts';
import { describeMachine } from './harness/machine.ts';
import { type BenchOptions, readOptions, USAGE } from './harness/options.ts';
import { asJson, asMarkdown, asText, type BenchReport, type Section } from './harness/report.ts';
import { type Measurement, Workbench } from './harness/workbench.ts';
import { MEASUREMENTS } from './measurements.ts';

process.exitCode = await main();

async function main(): Promise<number> {
  let options: BenchOptions;
  try {
    options = readOptions(
      process.argv.slice(2),
      MEASUREMENTS.map(({ name }) => name),
    );
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n${USAGE}\n`);
    return 2;
  }
  const machine = await describeMachine();
  const bench = await Workbench.open({ ...options, peers: machine.peers });
  const interrupted = endOnSignals(bench);
  const sections: Section[] = [];
  try {
    for (const measurement of MEASUREMENTS) {
      if (interrupted.exitCode !== null) break;
      if (options.only.length > 0 && !options.only.includes(measurement.name)) continue;
      sections.push(await sectionOf(measurement, bench));
    }
  } finally {
    await bench.close();
  }
  if (interrupted.exitCode !== null) return interrupted.exitCode;
  const day = new Date().toISOString().slice(0, 10);
  const report: BenchReport = { machine, day, quick: options.quick, sections };
  process.stdout.write(`${options.json ? asJson(report) : asText(report)}\n`);
  const failed = sections.some(({ findings }) => findings.some(({ kind }) => kind === 'failed'));
  if (options.write && failed) process.stderr.write('docs/ is as it was, since something failed.\n');
  else if (options.write) await writeDocs(report);
  return failed ? 1 : 0;
}

async function sectionOf({ name, title, limitMs, run }: Measurement, bench: Workbench): Promise<Section> {
  process.stderr.write(`${name} …\n`);
  const startedMs = performance.now();
  const over = sleep(limitMs, null, { ref: false }).then((): never => {
    throw new Error(`it did not end within ${limitMs / 1000} s`);
  });
  let findings: readonly Finding[];
  try {
    findings = await Promise.race([run(bench), over]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    findings = [{ kind: 'failed', what: title, why }];
  } finally {
    await bench.tidy();
  }
  process.stderr.write(`  ${((performance.now() - startedMs) / 1000).toFixed(1)} s\n`);
  return { name, title, findings };
}

async function writeDocs(report: BenchReport): Promise<void> {
  const docs = join(repositoryRoot, 'docs');
  await writeFile(join(docs, 'benchmarks.md'), asMarkdown(report));
  await writeFile(join(docs, 'bench.svg'), drawCharts(report));
}

/** Whatever was started ends before the bench does. Answers, once a signal came, the exit code that goes with it. */
function endOnSignals(bench: Workbench): { readonly exitCode: number | null } {
  const interrupted: { exitCode: number | null } = { exitCode: null };
  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.on(signal, () => {
      // The second one, which npm hands on, must not cut the tidying short.
      if (interrupted.exitCode !== null) return;
      interrupted.exitCode = exitCode;
      bench.close().finally(() => process.exit(exitCode));
    });
  }
  return interrupted;
}
