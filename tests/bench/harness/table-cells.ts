import { judged, type Measured, type Target, type Unit, verdictOn } from './finding.ts';

const DIGITS: Readonly<Record<Unit, number>> = {
  '×': 3,
  ms: 1,
  s: 1,
  MB: 0,
  'MiB/s': 0,
  '/s': 1,
  calls: 2,
  lines: 0,
  's CPU': 2,
  'MB/1,000 files': 3,
  '/1,000 files': 2,
};

/** Of whole powers of 1024, such as "64 KiB". */
export function formatSize(bytes: number): string {
  const [unit, name] =
    bytes >= 2 ** 30 ? [2 ** 30, 'GiB'] : bytes >= 2 ** 20 ? [2 ** 20, 'MiB'] : [2 ** 10, 'KiB'];
  return `${Number((bytes / unit).toFixed(1))} ${name}`;
}

function formatValue(value: number, unit: Unit): string {
  const number = value.toFixed(DIGITS[unit]);
  return unit === '×' || unit === 'calls' ? number : `${number} ${unit}`;
}

/** The numbers of one row: value, spread, target and verdict. */
export function cellsOf(finding: Measured): readonly [string, string, string, string] {
  const { unit, values, target } = finding;
  const worst = target?.by === 'worst' ? ' (worst)' : '';
  return [
    `${formatValue(judged(finding), unit)}${worst}`,
    spread(values, unit),
    target === null ? '–' : targetText(target, unit),
    verdictText(finding),
  ];
}

function spread(values: readonly number[], unit: Unit): string {
  if (values.length === 1) return '1 run';
  const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => formatValue(value, unit));
  return `${least} … ${most}, ${values.length} runs`;
}

function targetText({ is, value }: Target, unit: Unit): string {
  const number = Number.isInteger(value) ? String(value) : String(Number(value.toFixed(DIGITS[unit])));
  return `${is === 'at-least' ? '≥' : '≤'} ${number}${unit === '×' || unit === 'calls' ? '' : ` ${unit}`}`;
}

function verdictText(finding: Measured): string {
  const verdict = verdictOn(finding);
  switch (verdict.kind) {
    case 'met':
      return 'met';
    case 'missed':
      return `missed by ${(verdict.byShare * 100).toFixed(1)} %`;
    case 'reported':
      return 'reported';
  }
}
