import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own for one test, gone after it: `await using folder = await tempFolder()`. */
export async function tempFolder(): Promise<
  AsyncDisposable & { readonly path: string; at(name: string): string }
> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'hoist-test-')));
  return {
    path,
    at: (name) => join(path, name),
    // An app that has not ended yet may still write there.
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }),
  };
}
