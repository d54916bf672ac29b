import { resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { asciiPlugin } from './ascii.ts';
import { fflateAlias } from './fflate-alias.ts';
import { LicenceCollector } from './licenses.ts';
import { lightHttpPlugin } from './light-http-plugin.ts';
import { procfsPlugin } from './procfs-plugin.ts';

const root = resolve(import.meta.dirname, '..');
const outDir = resolve(root, 'out/command');
const manifest = resolve(root, 'package.json');

/** The program needs nothing of the manifest but its version. */
const versionPlugin: Plugin = {
  name: 'version',
  enforce: 'pre',
  transform: (text, id) => (id === manifest ? JSON.stringify({ version: JSON.parse(text).version }) : null),
};

/**
 * Builds the terminal's program for the Node beside it in the package. It is split into parts, so that a command loads only what
 * it needs.
 */
export default defineConfig({
  root,
  resolve: { alias: fflateAlias },
  plugins: [
    versionPlugin,
    procfsPlugin(),
    lightHttpPlugin(),
    asciiPlugin(),
    new LicenceCollector(resolve(outDir, 'licenses.txt')).plugin(),
  ],
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node24',
    outDir,
    emptyOutDir: true,
    copyPublicDir: false,
    rolldownOptions: {
      input: {
        hoist: resolve(root, 'main/cli.ts'),
        // Two threads and two processes. extractor.ts, converter.ts, drive/worker.ts and terminal/trash/trash.ts expect them beside themselves.
        'extraction-worker': resolve(root, 'main/sandbox/extraction-worker.ts'),
        'drive-worker': resolve(root, 'main/core/watch/drive-worker.ts'),
        'convert-worker': resolve(root, 'main/core/convert/worker/convert-worker.ts'),
        'trash-file': resolve(root, 'main/terminal/trash/trash-file.ts'),
      },
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
    },
  },
});
