import { resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

import { asciiPlugin } from './ascii.ts';
import { trayIconsPlugin } from './icons/tray-icons-plugin.ts';
import { LicenceCollector } from './licenses.ts';

const root = resolve(import.meta.dirname, '..');

/** Of all that ships, beside what was built. */
const licences = new LicenceCollector(resolve(root, 'out/licenses.txt'));

/** Everything is bundled, so that the packaged app holds `out/` and `package.json` and no library twice. */
export default defineConfig({
  main: {
    plugins: [licences.plugin(), trayIconsPlugin(resolve(root, 'build/resources/tray')), asciiPlugin()],
    build: {
      outDir: resolve(root, 'out/main'),
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          start: resolve(root, 'main/start.ts'),
          // A thread of its own; extractor.ts finds it where it lies itself.
          'extraction-worker': resolve(root, 'main/sandbox/extraction-worker.ts'),
          'drive-worker': resolve(root, 'main/core/watch/drive-worker.ts'),
        },
        // Beside each other, as their sources: index.ts finds the window's files from where it lies.
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
