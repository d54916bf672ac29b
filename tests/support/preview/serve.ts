import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { build, preview } from 'vite';

/** The policy that the main process sends. Here too, so that a picture shows what a person would see. */
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'none'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** Builds the window into a folder of its own and serves it on 127.0.0.1, as strictly as the app does. */
export async function serveRenderer(): Promise<Served> {
  const outDir = await mkdtemp(join(tmpdir(), 'hoist-preview-'));
  const shared = {
    root: resolve(import.meta.dirname, '../../../renderer'),
    base: './',
    configFile: false,
    logLevel: 'warn',
  } as const;
  await build({ ...shared, plugins: [react(), tailwindcss()], build: { outDir, emptyOutDir: true } });
  const server = await preview({
    ...shared,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, headers: { 'Content-Security-Policy': CSP } },
  });
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('Vite serves the preview, but tells no address for it.');
  return {
    url,
    close: async () => {
      await server.close();
      await rm(outDir, { recursive: true });
    },
  };
}
