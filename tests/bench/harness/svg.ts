import type { ChartSpec } from './chart-list.ts';
import type { Growth } from './finding.ts';

export const PANEL_WIDTH = 380;
export const PANEL_HEIGHT = 230;
export const CHART_GAP = 24;

const MARGIN = { left: 48, right: 12, top: 44, bottom: 40 };
/** Labels of x stand no nearer to each other than this. */
const LABEL_ROOM = 58;

/** The first line is what this is about; the others are what it is compared with. */
const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #57606a }
  .title { font-weight: 600; fill: #1f2328 }
  .card { fill: #ffffff; stroke: #d0d7de }
  .grid { stroke: #d8dee4 }
  polyline { fill: none; stroke-width: 2 }
  .line-0 { stroke: #0969da } .mark-0 { fill: #0969da }
  .line-1 { stroke: #9a6700; stroke-dasharray: 5 4 } .mark-1 { fill: #9a6700 }
  .line-2 { stroke: #8250df; stroke-dasharray: 2 3 } .mark-2 { fill: #8250df }
  @media (prefers-color-scheme: dark) {
    text { fill: #9198a1 } .title { fill: #f0f6fc }
    .card { fill: #0d1117; stroke: #3d444d } .grid { stroke: #2f353d }
    .line-0 { stroke: #4493f8 } .mark-0 { fill: #4493f8 }
    .line-1 { stroke: #d29922 } .mark-1 { fill: #d29922 }
    .line-2 { stroke: #ab7df8 } .mark-2 { fill: #ab7df8 }
  }`;

/** Its own ground lies under it, so that it can be read on any page. */
export function page(
  panels: readonly string[],
  { width, height }: { width: number; height: number },
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>How speed, time and memory grow with files and bytes</title>
<style>${STYLE}
</style>
<rect class="card" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
${panels.join('\n')}
</svg>
`;
}

/** One chart: x on a scale of powers, y from 0. */
export function drawPanel(
  { title, along, labelX }: ChartSpec,
  lines: readonly Growth[],
  { x, y }: { x: number; y: number },
): string {
  const xs = [...new Set(lines.flatMap(({ points }) => points.map(([at]) => at)))].sort((a, b) => a - b);
  const top = niceTop(Math.max(...lines.flatMap(({ points }) => points.map(([, value]) => value))));
  const [first = 1, last = 1] = [xs[0], xs.at(-1)];
  const plot = {
    width: PANEL_WIDTH - MARGIN.left - MARGIN.right,
    height: PANEL_HEIGHT - MARGIN.top - MARGIN.bottom,
  };
  const atX = (value: number): number =>
    MARGIN.left + (last === first ? 0.5 : Math.log(value / first) / Math.log(last / first)) * plot.width;
  const atY = (value: number): number => MARGIN.top + (1 - value / top) * plot.height;

  const grid = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const height = round(atY(share * top));
    return (
      `<line class="grid" x1="${MARGIN.left}" x2="${PANEL_WIDTH - MARGIN.right}" y1="${height}" y2="${height}"/>` +
      `<text x="${MARGIN.left - 6}" y="${height + 4}" text-anchor="end">${tidy(share * top)}</text>`
    );
  });
  const labels = thinned(xs, atX).map(
    (value) =>
      `<text x="${round(atX(value))}" y="${PANEL_HEIGHT - MARGIN.bottom + 16}" text-anchor="middle">${labelX(value)}</text>`,
  );
  const legend = lines.map(({ line }, at) => {
    const left = MARGIN.left + at * 110;
    return `<circle class="mark-${at}" cx="${left + 4}" cy="30" r="4"/><text x="${left + 13}" y="34">${escapeXml(line)}</text>`;
  });
  const drawn = lines.map(({ points }, at) => {
    const places = points.map(([along, value]) => [round(atX(along)), round(atY(value))] as const);
    const marks = places.map(([cx, cy]) => `<circle class="mark-${at}" cx="${cx}" cy="${cy}" r="3"/>`);
    return `<polyline class="line-${at}" points="${places.map((place) => place.join(',')).join(' ')}"/>${marks.join('')}`;
  });
  return [
    `<g transform="translate(${x} ${y})">`,
    `<text class="title" x="0" y="12">${escapeXml(title)}</text>`,
    ...legend,
    ...grid,
    ...labels,
    `<text x="${PANEL_WIDTH - MARGIN.right}" y="${PANEL_HEIGHT - 4}" text-anchor="end">${escapeXml(along)}</text>`,
    ...drawn,
    '</g>',
  ].join('\n');
}

/** The next above whose quarters are short numbers. */
function niceTop(most: number): number {
  if (!(most > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return power * ([1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8].find((step) => step * power >= most) ?? 10);
}

/** As many of them as have room, the first and the last with them. */
function thinned(values: readonly number[], at: (value: number) => number): readonly number[] {
  const last = values.at(-1);
  const shown: number[] = [];
  for (const value of values) {
    const before = shown.at(-1);
    const clearOfBefore = before === undefined || at(value) - at(before) >= LABEL_ROOM;
    const clearOfLast = last === undefined || value === last || at(last) - at(value) >= LABEL_ROOM;
    if (clearOfBefore && (clearOfLast || before === undefined)) shown.push(value);
  }
  return shown;
}

const round = (value: number): number => Math.round(value * 10) / 10;
const tidy = (value: number): string => String(Number(value.toPrecision(3)));

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
