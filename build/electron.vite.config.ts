import { resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

import { asciiPlugin } from './ascii.ts';
import { fflateAlias } from './fflate-alias.ts';
import { trayIconsPlugin } from './icons/tray-icons-plugin.ts';
import { LicenceCollector } from './licenses.ts';

const root = resolve(import.meta.dirname, '..');

/** The licences of all that ships, in a file beside the build. */
const licences = new LicenceCollector(resolve(root, 'out/licenses.txt'));

/** Bundles everything, so that the packaged app contains `out/` and `package.json`, and no library twice. */
export default defineConfig({
  main: {
    resolve: { alias: fflateAlias },
    plugins: [licences.plugin(), trayIconsPlugin(resolve(root, 'build/resources/tray')), asciiPlugin()],
    build: {
      outDir: resolve(root, 'out/main'),
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          start: resolve(root, 'main/start.ts'),
          // Two threads and a process. extractor.ts, converter.ts and drive/worker.ts expect them beside themselves.
          'extraction-worker': resolve(root, 'main/sandbox/extraction-worker.ts'),
          'drive-worker': resolve(root, 'main/core/watch/drive-worker.ts'),
          'convert-worker': resolve(root, 'main/core/convert/worker/convert-worker.ts'),
        },
        // Side by side like their sources, because index.ts finds the window's files relative to itself.
        output: { chunkFileNames: '[name].js' },
      },
    },
  },
  preload: {
    plugins: [licences.plugin()],
    build: {
      outDir: resolve(root, 'out/preload'),
      externalizeDeps: false,
      rolldownOptions: {
        input: { bridge: resolve(root, 'preload/bridge.ts') },
        // A sandboxed window can load one CommonJS file and nothing else.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'renderer'),
    plugins: [react(), tailwindcss(), licences.plugin()],
    build: {
      outDir: resolve(root, 'out/renderer'),
      rolldownOptions: {
        input: { index: resolve(root, 'renderer/index.html'), drop: resolve(root, 'renderer/drop.html') },
      },
    },
  },
});
