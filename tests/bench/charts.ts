import { CHARTS } from './harness/chart-list.ts';
import { type BenchReport, growthOf } from './harness/report.ts';
import { CHART_GAP, drawPanel, PANEL_HEIGHT, PANEL_WIDTH, page } from './harness/svg.ts';

const COLUMNS = 2;

/** One picture of how each grows with files and bytes; a chart that nothing is known of is left out. */
export function drawCharts(report: BenchReport): string {
  const drawn = CHARTS.map((chart) => ({ chart, lines: growthOf(report, chart.name) })).filter(
    ({ lines }) => lines.length > 0,
  );
  const panels = drawn.map(({ chart, lines }, at) =>
    drawPanel(chart, lines, {
      x: CHART_GAP + (at % COLUMNS) * (PANEL_WIDTH + CHART_GAP),
      y: CHART_GAP + Math.floor(at / COLUMNS) * (PANEL_HEIGHT + CHART_GAP),
    }),
  );
  const rows = Math.max(1, Math.ceil(drawn.length / COLUMNS));
  return page(panels, {
    width: CHART_GAP + COLUMNS * (PANEL_WIDTH + CHART_GAP),
    height: CHART_GAP + rows * (PANEL_HEIGHT + CHART_GAP),
  });
}
