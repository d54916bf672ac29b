/**
 * Runs before the integration tests: bundles the terminal's program, as `npm run build` does. The tests start it several hundred
 * times, and from its 300 source files each start takes twice the processor's time.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type UserConfig } from 'vite';
import command from '../../build/command.vite.config.ts';

const FOLDER = resolve(import.meta.dirname, '../../node_modules/.cache/hoist-terminal');
const WITH_POLICY = resolve(import.meta.dirname, 'terminal-with-policy.ts');

export async function setup(): Promise<void> {
  const wanted = await bundle();
  mkdirSync(FOLDER, { recursive: true });
  for (const name of readdirSync(FOLDER)) if (!wanted.has(name)) rmSync(join(FOLDER, name), { force: true });
  for (const [name, text] of wanted) writeChanged(join(FOLDER, name), text);
  process.env['HOIST_TEST_TERMINAL'] = FOLDER;
}

/** @returns the text of each file by its name */
async function bundle(): Promise<ReadonlyMap<string, string>> {
  const { plugins = [], build: options = {}, ...config } = command as UserConfig;
  const { input } = options.rolldownOptions ?? {};
  const built = await build({
    ...config,
    configFile: false,
    logLevel: 'warn',
    // The last one lists the licences.
    plugins: plugins.slice(0, -1),
    build: {
      ...options,
      write: false,
      rolldownOptions: {
        ...options.rolldownOptions,
        input: { ...(input as Record<string, string>), 'with-policy': WITH_POLICY },
      },
    },
  });
  if (!('output' in built)) throw new Error('the bundler gave no single output');
  return new Map(
    built.output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file.code] as const] : [])),
  );
}

/** Leaves a file alone that another run of the tests may be reading. */
function writeChanged(path: string, text: string): void {
  try {
    if (readFileSync(path, 'utf8') === text) return;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}
