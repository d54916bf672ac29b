import { chmodSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { type AfterPackContext, Arch } from 'electron-builder';
import { ROOT } from '../tools.ts';
import { nodeFor, type Target } from './node-runtime.ts';

const RESOURCES = join(ROOT, 'build/resources/command');

/** The programs that the package `trash` runs. It looks for them beside the script that it is bundled into. */
const TRASH_HELPERS: Readonly<Record<string, string>> = {
  darwin: 'macos-trash',
  win32: 'windows-trash.exe',
};

/**
 * electron-builder's hook: adds the terminal's program to a package before it is signed. The program is outside the archive, which
 * Node cannot read.
 */
export async function afterPack(context: AfterPackContext): Promise<void> {
  const { appOutDir, electronPlatformName: platform, packager } = context;
  await addCommand(join(packager.getResourcesDir(appOutDir), 'command'), {
    platform,
    arch: Arch[context.arch],
  });
}

/** Adds the terminal's program for a target to `folder`. */
async function addCommand(folder: string, target: Target): Promise<void> {
  const { platform } = target;
  const node = await nodeFor(target);
  const add = (from: string, name: string, mode: number) => {
    cpSync(from, join(folder, name));
    chmodSync(join(folder, name), mode);
  };
  cpSync(join(ROOT, 'out/command'), join(folder, 'lib'), { recursive: true });
  add(node, platform === 'win32' ? 'node.exe' : 'node', 0o755);
  // Some of npm's packages of Node lack it.
  add(join(RESOURCES, 'LICENSE.node.txt'), 'LICENSE.node.txt', 0o644);
  const helper = TRASH_HELPERS[platform];
  if (helper !== undefined) add(join(ROOT, 'node_modules/trash/lib', helper), join('lib', helper), 0o755);
  // Windows has bin\hoist.cmd.
  if (platform !== 'win32') add(join(RESOURCES, 'hoist'), 'hoist', 0o755);
}
