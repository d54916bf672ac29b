import { basename, join } from 'node:path';
import type { ConnectionSettings } from '../../../main/core/model/connection-settings.ts';
import { Child, onLine } from '../harness/child.ts';
import type { Workbench } from '../harness/workbench.ts';
import { BUILT_COMMAND } from './built-command.ts';

export interface BatchRun {
  readonly startedAtMs: number;
  /** When the client said of each file, by name, that it is ready; in ms since the epoch. */
  readonly toldAtMs: ReadonlyMap<string, number>;
}

export interface BatchWork {
  readonly settings: ConnectionSettings;
  readonly paths: readonly string[];
}

export const environmentOf = ({ baseUrl, apiKey, userId }: ConnectionSettings) => ({
  HOIST_BASE_URL: baseUrl,
  HOIST_API_KEY: apiKey,
  HOIST_USER_ID: userId,
});

/** `hoist upload --json`, with a data folder that is new. */
export async function hoistBatch(bench: Workbench, { settings, paths }: BatchWork): Promise<BatchRun> {
  const args = [BUILT_COMMAND, 'upload', '--json', '--data', await bench.folder(), ...paths];
  const child = bench.own(new Child(process.execPath, args, environmentOf(settings)));
  return follow('hoist upload', child, (line) => {
    const said = JSON.parse(line) as { event: string; path: string };
    return said.event === 'ready' ? said.path : null;
  });
}

/** `upload.sh`: what a careful person writes with curl. */
export async function scriptBatch(bench: Workbench, { settings, paths }: BatchWork): Promise<BatchRun> {
  const script = join(import.meta.dirname, 'upload.sh');
  const child = bench.own(new Child('bash', [script, ...paths], environmentOf(settings)));
  return follow('upload.sh', child, (line) => line.split('\t')[1] ?? null);
}

/** @param readyPath the path that a line says is ready, if it does */
async function follow(
  name: string,
  child: Child,
  readyPath: (line: string) => string | null,
): Promise<BatchRun> {
  const toldAtMs = new Map<string, number>();
  onLine(child.process, (line) => {
    const path = readyPath(line);
    if (path !== null) toldAtMs.set(basename(path), Date.now());
  });
  const { exitCode, stderr } = await child.ended();
  if (exitCode !== 0) throw new Error(`${name} ended with ${exitCode}: ${stderr.slice(0, 500)}`);
  return { startedAtMs: child.startedAtMs, toldAtMs };
}
