import { CHARTS } from './chart-list.ts';
import type { ChartName, Finding, Growth, Measured, Missing } from './finding.ts';
import { judged, verdictOn } from './finding.ts';
import type { Machine } from './machine.ts';
import { median } from './statistics.ts';
import { cellsOf } from './table-cells.ts';

/** All that one call of the bench found out. */
export interface BenchReport {
  readonly machine: Machine;
  /** ISO 8601, the day alone. */
  readonly day: string;
  /** Fewer and smaller runs. */
  readonly quick: boolean;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly name: string;
  readonly title: string;
  readonly findings: readonly Finding[];
}

const HEADS = ['', 'value', 'spread', 'target', 'verdict'] as const;

/** A table for people, with a heading for each measurement. */
export function asText(report: BenchReport): string {
  const { sections } = report;
  const tables = sections.map(({ findings }) => rowsOf(findings));
  const all = [HEADS, ...tables.flat()];
  const widths = HEADS.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd();
  const parts = sections.map(({ title, findings }, at) => {
    const rows = tables[at] ?? [];
    const heads = rows.length > 0 ? [line(['', ...HEADS.slice(1)])] : [];
    return [title, ...heads, ...rows.map(line), ...remarksOf(findings).map((text) => `  ${text}`)].join('\n');
  });
  return [[describeRun(report), ...quickRemark(report)].join('\n'), ...parts].join('\n\n');
}

/** The same for docs/. */
export function asMarkdown(report: BenchReport): string {
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const tables = report.sections.map(({ title, findings }) => {
    const rows = rowsOf(findings);
    const table =
      rows.length > 0 ? [row(HEADS), row(HEADS.map(() => '---')), ...rows.map(row)].join('\n') : '';
    const remarks = remarksOf(findings).map((text) => `- ${text}`);
    return [`## ${title}`, table, remarks.join('\n')].filter((part) => part !== '').join('\n\n');
  });
  return `${[
    '# Benchmarks',
    `Written by \`npm run bench -- --write\`: ${describeRun(report)}.`,
    ...quickRemark(report),
    'Everything runs on one machine over loopback, so the numbers show the cost of Hoist and not the speed of a network. ' +
      'A value is the median of the runs, or the worst run for “worst”. × is a ratio, and MB is a power of 1024.',
    '![How speed, time and memory grow with files and bytes](bench.svg)',
    ...tables,
  ].join('\n\n')}\n`;
}

function describeRun({ machine, day }: BenchReport): string {
  const peers = machine.peers.map(({ name, version }) => `${name} ${version ?? 'not installed'}`);
  const { cores, memoryGib, system, node } = machine;
  return [day, `${cores} cores`, `${memoryGib} GiB of memory`, system, `Node ${node}`, ...peers].join(', ');
}

function quickRemark({ quick }: BenchReport): readonly string[] {
  return quick ? ['This is a quick run, with fewer and smaller runs. The targets are for full ones.'] : [];
}

/** One object, for programs. */
export function asJson(report: BenchReport): string {
  const sections = report.sections.map(({ findings, ...section }) => ({
    ...section,
    findings: findings.map((finding) =>
      finding.kind === 'measured'
        ? {
            ...finding,
            median: median(finding.values),
            judged: judged(finding),
            verdict: verdictOn(finding),
          }
        : finding,
    ),
  }));
  return JSON.stringify({ ...report, sections }, null, 2);
}

/** The lines of each chart, of all measurements. */
export function growthOf({ sections }: BenchReport, chart: ChartName): readonly Growth[] {
  return sections
    .flatMap(({ findings }) => findings)
    .filter(isGrowth)
    .filter((growth) => growth.chart === chart);
}

function rowsOf(findings: readonly Finding[]): readonly (readonly string[])[] {
  return findings.filter(isMeasured).map((finding) => [finding.what, ...cellsOf(finding)]);
}

/** What a table has no place for. */
function remarksOf(findings: readonly Finding[]): readonly string[] {
  const missing = findings.filter(isMissing).map(({ kind, what, why }) => `${what}: ${kind}: ${why}`);
  const notes = findings
    .filter(isMeasured)
    .flatMap(({ what, note }) => (note === null ? [] : [`${what}: ${note}`]));
  const growths = findings.filter(isGrowth).map(growthText);
  return [...missing, ...notes, ...growths];
}

/** In numbers what the chart shows. */
function growthText({ chart, line, points }: Growth): string {
  const spec = CHARTS.find(({ name }) => name === chart);
  const steps = points.map(([x, y]) => `${spec?.labelX(x) ?? x}: ${Number(y.toPrecision(4))}`);
  return `${line} – ${spec?.title ?? chart}: ${steps.join(', ')}`;
}

const isGrowth = (finding: Finding): finding is Growth => finding.kind === 'growth';
const isMeasured = (finding: Finding): finding is Measured => finding.kind === 'measured';
const isMissing = (finding: Finding): finding is Missing =>
  finding.kind === 'skipped' || finding.kind === 'failed';
