import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { edited, type SourceEdit } from '../altered-source.ts';
import type { Core } from './core.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

/**
 * The core that the model drives, with this edit of one of its sources, until it is disposed of. It is bundled into one file:
 * Vitest would transform each of some hundred files of a copy.
 * @throws where the source has changed so that the edit no longer fits
 */
export async function bundledCore(edit: SourceEdit): Promise<Core & Disposable> {
  const source = join(ROOT, edit.file);
  const code = await bundle(source, edited(readFileSync(source, 'utf8'), edit));
  const folder = mkdtempSync(join(tmpdir(), 'hoist-core-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const path = join(folder, 'core.mjs');
    writeFileSync(path, code);
    const { realCore } = (await import(path)) as { readonly realCore: Core };
    return { ...realCore, [Symbol.dispose]: remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** @param text what stands in the place of this source */
async function bundle(source: string, text: string): Promise<string> {
  let isPart = false;
  const built = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    plugins: [
      {
        name: 'edit',
        load: (id) => {
          if (id !== source) return null;
          isPart = true;
          return text;
        },
      },
    ],
    build: {
      ssr: join(import.meta.dirname, 'core.ts'),
      target: 'node24',
      write: false,
      minify: false,
      rolldownOptions: { output: { format: 'es', codeSplitting: false } },
    },
  });
  if (!('output' in built)) throw new Error('the bundler gave no single output');
  if (!isPart) throw new Error(`the model's core does not load ${source}`);
  return built.output[0].code;
}
