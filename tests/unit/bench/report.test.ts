import { describe, expect, it } from 'vitest';
import { drawCharts } from '../../bench/charts.ts';
import { atLeast, measured } from '../../bench/harness/finding.ts';
import { asJson, asMarkdown, asText, type BenchReport } from '../../bench/harness/report.ts';

const REPORT: BenchReport = {
  machine: {
    cores: 2,
    memoryGib: 8,
    system: 'Linux 6.12',
    node: '24.21.0',
    peers: [
      { name: 'curl', version: '8.5.0' },
      { name: 'rclone', version: null },
    ],
  },
  day: '2026-11-23',
  quick: false,
  sections: [
    {
      name: 'put',
      title: 'PUT',
      findings: [
        measured('speed', '×', [0.9, 0.8], { target: atLeast(1), note: 'to a sink' }),
        measured('a | b', 's', [2]),
        { kind: 'skipped', what: 'rclone', why: 'rclone is not installed' },
        {
          kind: 'growth',
          chart: 'put-speed',
          line: 'Hoist',
          points: [
            [65_536, 300],
            [1_073_741_824, 1800],
          ],
        },
        {
          kind: 'growth',
          chart: 'put-speed',
          line: 'curl <8>',
          points: [
            [65_536, 250],
            [1_073_741_824, 1700],
          ],
        },
      ],
    },
    { name: 'broken', title: 'Broken', findings: [{ kind: 'failed', what: 'it', why: 'no server' }] },
  ],
};

describe('the table', () => {
  it('has columns that stand under each other, and says what is missing', () => {
    expect(asText(REPORT).split('\n')).toEqual([
      '2026-11-23, 2 cores, 8 GiB of memory, Linux 6.12, Node 24.21.0, curl 8.5.0, rclone not installed',
      '',
      'PUT',
      '         value  spread                 target  verdict',
      '  speed  0.850  0.800 … 0.900, 2 runs  ≥ 1     missed by 15.0 %',
      '  a | b  2.0 s  1 run                  –       reported',
      '  rclone: skipped: rclone is not installed',
      '  speed: to a sink',
      '  Hoist – PUT speed, MiB/s: 64 KiB: 300, 1 GiB: 1800',
      '  curl <8> – PUT speed, MiB/s: 64 KiB: 250, 1 GiB: 1700',
      '',
      'Broken',
      '  it: failed: no server',
    ]);
  });
});

describe('the page for docs/', () => {
  const page = asMarkdown(REPORT);

  it('names the class of machine and the peers', () => {
    expect(page).toContain(
      'bench -- --write`: 2026-11-23, 2 cores, 8 GiB of memory, Linux 6.12, Node 24.21.0, curl 8.5.0, rclone not installed.',
    );
  });

  it('says of a quick run that it is one', () => {
    expect(page).not.toContain('This is a quick run');
    expect(asMarkdown({ ...REPORT, quick: true })).toContain('This is a quick run');
    expect(asText({ ...REPORT, quick: true })).toContain('This is a quick run');
  });

  it('has a table for each measurement, whose cells hold', () => {
    expect(page).toContain('| speed | 0.850 | 0.800 … 0.900, 2 runs | ≥ 1 | missed by 15.0 % |');
    expect(page).toContain('| a \\| b | 2.0 s | 1 run | – | reported |');
    expect(page).toContain('- rclone: skipped: rclone is not installed');
  });
});

describe('the JSON', () => {
  it('adds median and verdict to each value', () => {
    const { sections } = JSON.parse(asJson(REPORT));
    expect(sections[0].findings[0]).toMatchObject({
      what: 'speed',
      values: [0.9, 0.8],
      median: expect.closeTo(0.85),
      verdict: { kind: 'missed', byShare: expect.closeTo(0.15) },
    });
    expect(sections[0].findings[2]).toEqual({
      kind: 'skipped',
      what: 'rclone',
      why: 'rclone is not installed',
    });
  });
});

describe('the charts', () => {
  const svg = drawCharts(REPORT);
  /** Where the points of a line lie. */
  const pointsOf = (line: string): readonly { x: number; y: number }[] => {
    const points = new RegExp(`<polyline class="${line}" points="([^"]+)"`).exec(svg)?.[1] ?? '';
    return points.split(' ').map((point) => {
      const [x = Number.NaN, y = Number.NaN] = point.split(',').map(Number);
      return { x, y };
    });
  };

  it('draw a line for each series, from the left end to the right, what is more higher up', () => {
    const [hoist, curl] = [pointsOf('line-0'), pointsOf('line-1')];
    expect(hoist.map(({ x }) => x)).toEqual([48, 368]);
    expect(curl.map(({ x }) => x)).toEqual([48, 368]);
    // 300 and 1800 MiB/s against 250 and 1700: y grows downwards.
    const heights = [hoist[1]?.y, curl[1]?.y, hoist[0]?.y, curl[0]?.y];
    expect(heights).toEqual(heights.toSorted((a, b) => Number(a) - Number(b)));
    expect(new Set(heights).size).toBe(4);
  });

  it('leave out charts that nothing is known of', () => {
    expect(svg.match(/class="title"/g)).toHaveLength(1);
    expect(svg).toContain('>64 KiB<');
    expect(svg).toContain('>1 GiB<');
  });

  it('are well-formed, whatever a line is called', () => {
    expect(svg).toContain('curl &lt;8&gt;');
    expect(svg).not.toContain('curl <8>');
    expect(svg.match(/<g /g)?.length).toBe(svg.match(/<\/g>/g)?.length);
  });
});
