import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Adds the tray's icons beside the main process, named after their use. */
export function trayIconsPlugin(folder: string): Plugin {
  return {
    name: 'hoist:tray-icons',
    generateBundle() {
      for (const name of readdirSync(folder)) {
        this.emitFile({ type: 'asset', fileName: `tray/${name}`, source: readFileSync(join(folder, name)) });
      }
    },
  };
}
