/** A small repository that keeps the import rules, and the ways to break each of them by a file or two. */

/** The files of a repository: their paths from its top, and their text. */
export type Files = Readonly<Record<string, string>>;

export const CLEAN: Files = {
  'package.json': JSON.stringify({
    devDependencies: { electron: '1.0.0', zod: '1.0.0', zustand: '1.0.0', '@types/estree': '1.0.0' },
  }),
  'main/index.ts': `import { app } from 'electron';
import { openDoor } from './desktop/shell/ipc.ts';
import { queue } from './core/queue.ts';
import { worker } from './core/worker.ts';
openDoor(app, queue, worker);`,
  'main/start.ts': `await import('./index.ts');`,
  'main/cli.ts': `import { queue } from './core/queue.ts';
import { upload } from './terminal/upload.ts';
upload(queue, await import('./sandbox/server.ts'));`,
  'main/core/queue.ts': `import { readFileSync } from 'node:fs';
import type { Upload } from './upload.ts';
export const queue = (upload: Upload) => readFileSync(upload.path);`,
  'main/core/upload.ts': `import type { Node } from 'estree';
export interface Upload { readonly path: string; readonly node: Node }`,
  // A program that is started imports nothing of the one that starts it, so it makes no cycle.
  'main/core/job/start.ts': `export const start = () => new Worker(new URL('../worker.ts', import.meta.url));`,
  'main/core/worker.ts': `import { start } from './job/start.ts';
export const worker = start;`,
  'main/core/model/locales/en.json': '{ "full": "The disk is full." }',
  'main/core/model/messages.ts': `import en from './locales/en.json' with { type: 'json' };
export interface Message { readonly code: keyof typeof en }
export const text = ({ code }: Message) => en[code];`,
  'main/core/hash.ts': 'export const hash = 1;',
  'main/sandbox/server.ts': `export const worker = () => new Worker(new URL('../core/hash.ts', import.meta.url));
export const built = () => [new URL('./bundled.js', import.meta.url), new URL('.', import.meta.url)];`,
  'main/terminal/upload.ts': 'export const upload = (...all: unknown[]) => all;',
  'main/desktop/shell/ipc.ts': `import { ipcMain } from 'electron';
import fs from 'original-fs';
import type { Calls } from '../../../preload/contract/contract.ts';
export const openDoor = (...all: unknown[]) => ipcMain.handle('x' satisfies keyof Calls, () => fs, all);`,
  'preload/contract/contract.ts': `import type { Message } from '../../main/core/model/messages.ts';
export interface Calls { x: (message: Message) => void }`,
  'preload/bridge.ts': `import { contextBridge } from 'electron';
import type { Calls } from './contract/contract.ts';
contextBridge.exposeInMainWorld('hoist', {} satisfies Partial<Calls>);`,
  'renderer/index.html': '<script type="module" src="./main.tsx"></script>',
  'renderer/style.css': '',
  'renderer/main.tsx': `import './style.css';
import { text } from '../main/core/model/messages.ts';
import { hoist } from './bridge.ts';
import { queue } from './features/queue/queue.tsx';
import { button } from './ui/button.tsx';
export const view = <p title={text({ code: 'full' })}>{[hoist, queue, button]}</p>;`,
  'renderer/features/queue/queue.tsx': `import { shared } from '../shared/shared.ts';
export const queue = shared;`,
  'renderer/features/shared/shared.ts': `import { createStore } from 'zustand';
export const shared = createStore;`,
  'renderer/ui/button.tsx': 'export const button = <button />;',
  'renderer/bridge.ts': `import type { Calls } from '../preload/contract/contract.ts';
export const hoist = window.hoist as unknown as Calls;`,
  'tests/unit/queue.test.ts': `import { queue } from '../../main/core/queue.ts';
import { contextBridge, ipcMain } from 'electron';
export const all = [queue, contextBridge, ipcMain];`,
};

export interface Breach {
  readonly rule: string;
  readonly how: string;
  readonly files: Files;
}

/** A file of the clean tree with one more line. */
export const withLine = (path: string, line: string): Files => ({ [path]: `${CLEAN[path]}\n${line}` });

const MORE = 'export const more = 1;';
const REACH_MORE = ['app', 'features/history', 'features/shared']
  .map((folder) => `import './${folder}/more.ts';`)
  .join('\n');

export const BREACHES: readonly Breach[] = [
  ...[
    `import { z } from 'zod';`,
    `import { readFileSync } from 'node:fs';`,
    `import { queue } from '../queue.ts';`,
    `import type { Upload } from '../upload.ts';`,
  ].map((line) => ({
    rule: 'shared-stands-alone',
    how: line,
    files: withLine('main/core/model/messages.ts', line),
  })),
  ...[
    `import { app } from 'electron';`,
    `import type { App } from 'electron';`,
    `import { app } from 'electron/main';`,
    `export { app } from 'electron';`,
    `export const app = import('electron');`,
    `export const app = require('electron');`,
    `export type App = import('electron').App;`,
    `import fs from 'original-fs';`,
    `import type { Calls } from '../../preload/contract/contract.ts';`,
    `import type { hoist } from '../../renderer/bridge.ts';`,
    `import type { upload } from '../terminal/upload.ts';`,
    `import type { openDoor } from '../desktop/shell/ipc.ts';`,
  ].flatMap((line) => [
    { rule: 'core-stands-alone', how: `core: ${line}`, files: withLine('main/core/upload.ts', line) },
    { rule: 'core-stands-alone', how: `sandbox: ${line}`, files: withLine('main/sandbox/server.ts', line) },
  ]),
  ...[`import { app } from 'electron';`, `import { openDoor } from './desktop/shell/ipc.ts';`].map(
    (line) => ({
      rule: 'terminal-without-desktop',
      how: line,
      files: withLine('main/cli.ts', line),
    }),
  ),
  ...[
    `import type { App } from 'electron';`,
    `import type { Upload } from '../main/core/upload.ts';`,
    `import type {} from '../preload/bridge.ts';`,
  ].map((line) => ({
    rule: 'renderer-through-contract',
    how: line,
    files: withLine('renderer/main.tsx', line),
  })),
  ...[`import { join } from 'node:path';`, `import { join } from 'path';`].map((line) => ({
    rule: 'renderer-without-node',
    how: line,
    files: withLine('renderer/main.tsx', line),
  })),
  ...[
    `import { createStore } from 'zustand';`,
    `import { createStore } from 'zustand/vanilla';`,
    `import type { more } from '../features/shared/more.ts';`,
    `import { more } from '../features/history/more.ts';`,
    `import { more } from '../app/more.ts';`,
  ].map((line) => ({
    rule: 'ui-without-state',
    how: line,
    files: {
      ...withLine('renderer/ui/button.tsx', line),
      ...Object.fromEntries(
        ['app', 'features/history', 'features/shared'].map((folder) => [`renderer/${folder}/more.ts`, MORE]),
      ),
      ...withLine('renderer/main.tsx', REACH_MORE),
    },
  })),
  ...[
    { of: 'queue/queue.tsx', line: `import { more } from '../history/more.ts';` },
    { of: 'queue/queue.tsx', line: `import type { more } from '../history/more.ts';` },
    { of: 'shared/shared.ts', line: `import type { more } from '../history/more.ts';` },
  ].map(({ of, line }) => ({
    rule: 'features-apart',
    how: `${of}: ${line}`,
    files: {
      'renderer/features/history/more.ts': MORE,
      ...withLine(`renderer/features/${of}`, line),
      ...withLine('renderer/main.tsx', `import './features/history/more.ts';`),
    },
  })),
  ...['renderer/main.tsx', 'preload/bridge.ts'].flatMap((path) =>
    ['import { type Calls as C }', 'import { Calls as C }', 'export *'].map((start) => {
      const line = `${start} from '${path.startsWith('preload') ? '.' : '../preload'}/contract/contract.ts';`;
      return { rule: 'contract-types-only', how: `${path}: ${line}`, files: withLine(path, line) };
    }),
  ),
  ...[`import { z } from 'zod';`, `import type { Upload } from '../main/core/upload.ts';`].map((line) => ({
    rule: 'preload-stays-small',
    how: line,
    files: withLine('preload/bridge.ts', line),
  })),
  {
    rule: 'preload-is-sandboxed',
    how: 'a file of Node in the preload',
    files: withLine('preload/bridge.ts', `import { readFileSync } from 'node:fs';`),
  },
  ...['main/core/upload.ts', 'main/desktop/shell/ipc.ts', 'main/sandbox/server.ts'].map((path) => ({
    rule: 'app-without-tests',
    how: path,
    files: withLine(
      path,
      `import type { all } from '${'../'.repeat(path.split('/').length - 1)}tests/unit/queue.test.ts';`,
    ),
  })),
  ...['preload/bridge.ts', 'renderer/main.tsx'].map((path) => ({
    rule: 'app-without-tests',
    how: path,
    files: withLine(path, `import { all } from '../tests/unit/queue.test.ts';`),
  })),
  ...[
    `import { ipcMain } from 'electron';`,
    `import { ipcMain as door } from 'electron';`,
    `import electron from 'electron'; electron.ipcMain.handle('x', () => 1);`,
    `import electron from 'electron'; electron['ipcMain'].handle('x', () => 1);`,
    `import electron from 'electron'; const { ipcMain: door } = electron;`,
    `export { ipcMain } from 'electron';`,
    `declare const contents: Electron.WebContents; contents.ipc.handle('x', () => 1);`,
  ].map((line) => ({ rule: 'raw-ipc-main', how: line, files: withLine('main/index.ts', line) })),
  ...[
    `window.hoist.snapshot();`,
    `window['hoist'].snapshot();`,
    `window?.hoist?.snapshot();`,
    `(globalThis as unknown as Record<string, unknown>).hoist;`,
    `const { hoist: api } = window;`,
    `declare global { var hoist: unknown }`,
  ].map((line) => ({ rule: 'raw-window-hoist', how: line, files: withLine('renderer/main.tsx', line) })),
  ...[
    `import { queue } from './queue.ts';`,
    `import type { queue } from './queue.ts';`,
    `export const later = import('./queue.ts');`,
  ].map((line) => ({ rule: 'no-cycle', how: line, files: withLine('main/core/upload.ts', line) })),
  {
    rule: 'no-cycle',
    how: 'two folders, by way of files that do not import each other',
    files: {
      'main/core/low/a.ts': `export const a = 1;`,
      'main/core/low/b.ts': `export * from '../high/d.ts';`,
      'main/core/high/c.ts': `export * from '../low/a.ts';`,
      'main/core/high/d.ts': `export const d = 1;`,
      ...withLine('main/cli.ts', `export * from './core/low/b.ts';\nexport * from './core/high/c.ts';`),
    },
  },
  { rule: 'no-orphan', how: 'nobody imports it', files: { 'main/core/lost.ts': `import './queue.ts';` } },
  {
    rule: 'no-orphan',
    how: 'only a test imports it',
    files: {
      'main/core/lost.ts': 'export const lost = 1;',
      'tests/unit/lost.test.ts': `import '../../main/core/lost.ts';`,
    },
  },
  ...[`import './nowhere.ts';`, `import './upload';`, `import type { A } from './nowhere.ts';`].map(
    (line) => ({
      rule: 'not-resolvable',
      how: line,
      files: withLine('main/core/queue.ts', line),
    }),
  ),
  ...[
    `import got from 'got';`,
    `import got from 'got/sub';`,
    `import c from '@sparticuz/chromium';`,
    `import type { P } from '../../node_modules/playwright-core/types/protocol.d.ts';`,
  ].map((line) => ({
    rule: 'not-declared',
    how: line,
    files: withLine('tests/unit/queue.test.ts', line),
  })),
  {
    rule: 'no-layer',
    how: 'a file right in main/',
    files: { 'main/extra.ts': '', ...withLine('main/index.ts', `import './extra.ts';`) },
  },
];
