import { join } from 'node:path';
import { type LaunchOptions, launchHoist, type RunningApp, repositoryRoot } from '../../support/launch.ts';
import type { Workbench } from '../harness/workbench.ts';
import { LoopWatch } from './loop-delay.ts';

/** An app that shows a page and does nothing else: what is in the numbers without Hoist. */
export const EMPTY_APP = join(repositoryRoot, 'tests/e2e/contract-app');

export type AppOptions = Pick<LaunchOptions, 'env' | 'preload' | 'appPath'> & {
  /** A new one by default. */
  readonly dataDir?: string;
};

let warmed: Promise<string> | undefined;

/**
 * The built app; it ends with the measurement at the latest.
 *
 * It is started with Node's compile cache, and once before it counts: the stand-in is TypeScript, and to strip its types
 * takes some 35 MB and time that are not the app's.
 */
export async function launchApp(bench: Workbench, options: AppOptions = {}): Promise<RunningApp> {
  warmed ??= warmCache(bench);
  const env = { ...options.env, NODE_COMPILE_CACHE: await warmed };
  return launch(bench, { ...options, env });
}

async function warmCache(bench: Workbench): Promise<string> {
  const folder = await bench.folder();
  // With the probe, which some of the later starts load.
  const { env, preload } = new LoopWatch(folder);
  const app = await launch(bench, { env: { ...env, NODE_COMPILE_CACHE: folder }, preload });
  await app.window();
  // The cache is written when the process ends by itself.
  await app.close();
  return folder;
}

async function launch(bench: Workbench, options: AppOptions): Promise<RunningApp> {
  const app = await launchHoist({ dataDir: join(await bench.folder(), 'data'), ...options });
  bench.own({ [Symbol.asyncDispose]: () => app.close() });
  return app;
}
