import type { RawUse } from './source.ts';
import type { Edge } from './tree.ts';

/** The layers that the rules distinguish. */
export type Layer =
  | 'shared'
  | 'core'
  | 'sandbox'
  | 'terminal'
  | 'desktop'
  | 'contract'
  | 'preload'
  | 'renderer'
  | 'build'
  | 'tests';

const LAYERS: readonly (readonly [RegExp, Layer])[] = [
  // Codes, sentences and types that all processes share.
  [
    /^main\/core\/model\/((mark|messages|reasons|row-counts|sentence|upload|conversion|queue-status|quota-status)\.ts$|locales\/)/,
    'shared',
  ],
  [
    /^main\/core\/(watch\/(watched-folder|folder-view)|library\/answers|policy\/policy-settings)\.ts$/,
    'shared',
  ],
  [/^main\/core\//, 'core'],
  [/^main\/sandbox\//, 'sandbox'],
  [/^main\/(terminal\/|cli\.ts$)/, 'terminal'],
  [/^main\/(desktop\/|index\.ts$|start\.ts$)/, 'desktop'],
  [/^preload\/contract\//, 'contract'],
  [/^preload\//, 'preload'],
  [/^renderer\//, 'renderer'],
  [/^build\//, 'build'],
  [/^tests\//, 'tests'],
];

/** @returns the layer of a file; null for a file in none, such as one directly in `main/` */
export function layerOf(path: string): Layer | null {
  return LAYERS.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}

/** A rule on single imports. It applies to the files of the layers in `of`. */
export interface ImportRule {
  readonly name: string;
  readonly why: string;
  readonly of: readonly Layer[];
  readonly forbids: (edge: Edge) => boolean;
}

/** Electron itself, its sub-paths, the modules it adds to Node, and the libraries that need it. */
const ELECTRON = /^(electron|electron-(store|log|updater)|original-fs)$/;
/** The modules that a sandboxed preload can require besides Electron (Electron's documentation, "Process Sandboxing"). */
const SANDBOXED_PRELOAD = new Set(['events', 'timers', 'url'].flatMap((name) => [name, `node:${name}`]));

const FEATURE = /^renderer\/features\/([^/]+)\//;
/** What knows the window's state: the shell and the features. */
const STATEFUL = /^renderer\/(app|features)\//;

const toElectron = ({ to }: Edge): boolean => to.kind === 'package' && ELECTRON.test(to.name);
const toLayer =
  (...layers: readonly Layer[]) =>
  ({ to }: Edge): boolean => {
    const layer = to.kind === 'file' ? layerOf(to.path) : null;
    return layer !== null && layers.includes(layer);
  };
/** Whether a file of one feature imports another feature. */
const toOtherFeature = ({ from, to }: Edge): boolean => {
  const own = FEATURE.exec(from)?.[1];
  const other = to.kind === 'file' ? FEATURE.exec(to.path)?.[1] : undefined;
  return own !== undefined && other !== undefined && other !== own && other !== 'shared';
};
const either =
  (...tests: readonly ((edge: Edge) => boolean)[]) =>
  (edge: Edge): boolean =>
    tests.some((test) => test(edge));

export const IMPORT_RULES: readonly ImportRule[] = [
  {
    name: 'shared-stands-alone',
    why: 'the window reads what all processes share, so it imports nothing but each other',
    of: ['shared'],
    forbids: (edge) => !toLayer('shared')(edge),
  },
  {
    name: 'core-stands-alone',
    why: 'core and sandbox run in plain Node: no Electron, no window, no terminal',
    of: ['core', 'sandbox'],
    forbids: either(toElectron, toLayer('terminal', 'desktop', 'contract', 'preload', 'renderer')),
  },
  {
    name: 'terminal-without-desktop',
    why: 'the terminal starts without Electron and without the desktop app',
    of: ['terminal'],
    forbids: either(toElectron, toLayer('desktop', 'contract', 'preload', 'renderer')),
  },
  {
    name: 'renderer-through-contract',
    why: 'the window knows of the other processes what preload/contract says, and what all share',
    of: ['renderer'],
    forbids: either(toElectron, toLayer('core', 'sandbox', 'terminal', 'desktop', 'preload')),
  },
  {
    name: 'renderer-without-node',
    why: 'there is no Node in the window',
    of: ['renderer'],
    forbids: ({ to }) => to.kind === 'builtin',
  },
  {
    name: 'ui-without-state',
    why: 'renderer/ui gets values and callbacks as props: no store, no feature',
    of: ['renderer'],
    forbids: ({ from, to }) =>
      from.startsWith('renderer/ui/') &&
      ((to.kind === 'package' && to.name === 'zustand') || (to.kind === 'file' && STATEFUL.test(to.path))),
  },
  {
    name: 'features-apart',
    why: 'a feature imports no other feature: what several need is in renderer/features/shared',
    of: ['renderer'],
    forbids: toOtherFeature,
  },
  {
    name: 'contract-types-only',
    why: 'preload/contract is types: write `import type`',
    of: ['preload', 'renderer'],
    forbids: (edge) => toLayer('contract')(edge) && !edge.typeOnly,
  },
  {
    name: 'preload-stays-small',
    why: 'a sandboxed preload is one small file: no zod, nothing of main or of the window',
    of: ['preload', 'contract'],
    forbids: either(
      ({ to }) => to.kind === 'package' && to.name === 'zod',
      toLayer('core', 'sandbox', 'terminal', 'desktop', 'renderer'),
    ),
  },
  {
    name: 'preload-is-sandboxed',
    why: 'a sandboxed preload can load electron, events, timers and url, and nothing else of Node',
    of: ['preload', 'contract'],
    forbids: ({ to, specifier }) => to.kind === 'builtin' && !SANDBOXED_PRELOAD.has(specifier),
  },
  {
    name: 'app-without-tests',
    why: 'what ships imports neither tests nor build scripts',
    of: ['core', 'sandbox', 'terminal', 'desktop', 'contract', 'preload', 'renderer'],
    forbids: toLayer('tests', 'build'),
  },
];

/** A rule on the one file that may use a raw call between processes. */
export interface RawUseRule {
  readonly name: string;
  readonly why: string;
  readonly what: RawUse['what'];
  readonly of: readonly Layer[];
  readonly onlyIn: string;
}

export const RAW_USE_RULES: readonly RawUseRule[] = [
  {
    name: 'raw-ipc-main',
    why: 'messages come in through main/desktop/shell/ipc.ts only, which checks sender and payload',
    what: 'ipcMain',
    of: ['core', 'sandbox', 'terminal', 'desktop', 'contract', 'preload', 'renderer'],
    onlyIn: 'main/desktop/shell/ipc.ts',
  },
  {
    name: 'raw-window-hoist',
    why: 'the window talks to the bridge through renderer/bridge.ts only',
    what: 'window.hoist',
    of: ['renderer'],
    onlyIn: 'renderer/bridge.ts',
  },
];

/** The entry points of the processes. Each shipped module is reached from one of them or from a script of the renderer's pages. */
export const ENTRIES: readonly string[] = ['main/start.ts', 'main/cli.ts', 'preload/bridge.ts'];
