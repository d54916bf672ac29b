/** Makes `electron` mean the stand-in, and `original-fs` the plain file system that it is in Electron. */
import { registerHooks } from 'node:module';

const standIn = new Set(['electron', 'electron/main', 'electron/common']);
const originalFs = new Set(['original-fs', 'node:original-fs']);

registerHooks({
  resolve(specifier, context, next) {
    if (standIn.has(specifier)) {
      return { url: new URL('./electron.ts', import.meta.url).href, shortCircuit: true };
    }
    if (originalFs.has(specifier)) return next('node:fs', context);
    return next(specifier, context);
  },
});
