import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestFolder } from './hoist-test.ts';
import type { LaunchOptions } from './launch.ts';

const PRELOAD = join(import.meta.dirname, 'policy-preload.ts');

/** How the app is started with these settings of the organisation. */
export async function managedBy(folder: TestFolder, policy: object): Promise<Partial<LaunchOptions>> {
  await writeFile(folder.at('policy.json'), JSON.stringify(policy));
  return { preload: [PRELOAD], env: { HOIST_TEST_POLICY: folder.at('policy.json') } };
}
