import type { Draw } from './draw.ts';
import { icoOf } from './ico.ts';

const LOOKS = ['idle', 'working', 'paused', 'needs-you'] as const;
type Look = (typeof LOOKS)[number];

/** The square behind the mark on Windows and Linux, where a tray may be dark or light. */
const GROUNDS: Readonly<Record<Look, string>> = {
  idle: '#5b5b66',
  working: '#4f46e5',
  paused: '#5b5b66',
  'needs-you': '#c2410c',
};
/** In points, for macOS's menu bar; drawn again at twice the density. */
const TEMPLATE_POINTS = 16;
const LINUX_SIZES = { '': 24, '@2x': 48 } as const;
const WINDOWS_SIZES = [16, 20, 24, 32, 40, 48];

/** @returns the tray's icons by file name. macOS uses only the shape of a picture whose name ends with “Template”. */
export async function trayIcons(svg: string, draw: Draw): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const look of LOOKS) {
    const template = styled(svg, look, '#000', null);
    for (const [suffix, scale] of [['', 1] as const, ['@2x', 2] as const]) {
      files.set(`${look}Template${suffix}.png`, (await draw(template, TEMPLATE_POINTS * scale)).png);
    }
    const coloured = styled(svg, look, '#fff', GROUNDS[look]);
    for (const [suffix, size] of Object.entries(LINUX_SIZES)) {
      files.set(`${look}${suffix}.png`, (await draw(coloured, size)).png);
    }
    files.set(`${look}.ico`, icoOf(await Promise.all(WINDOWS_SIZES.map((size) => draw(coloured, size)))));
  }
  return files;
}

/** Without a background, the mark fills the picture to its edge. */
function styled(svg: string, look: Look, mark: string, ground: string | null): string {
  const style = [
    `.state:not(.${look}) { display: none }`,
    `.mark { stroke: ${mark} }`,
    `.solid { fill: ${mark} }`,
    ground === null ? '.ground { display: none }' : `.ground { fill: ${ground} }`,
  ].join(' ');
  const framed = ground === null ? svg.replace('viewBox="0 0 64 64"', 'viewBox="6 5 52 52"') : svg;
  return framed.replace('</title>', `</title><style>${style}</style>`);
}
