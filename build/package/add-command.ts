import { chmodSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { type AfterPackContext, Arch } from 'electron-builder';
import { ROOT } from '../tools.ts';
import { nodeFor, type Target } from './node-runtime.ts';

const RESOURCES = join(ROOT, 'build/resources/command');

/** What the package `trash` runs to put a file into the trash. It looks for it beside the script that it is bundled into. */
const TRASH_HELPERS: Readonly<Record<string, string>> = {
  darwin: 'macos-trash',
  win32: 'windows-trash.exe',
};

/**
 * electron-builder's hook: puts the terminal's program into a package, before it is signed. It lies outside the archive,
 * which Node cannot read.
 */
export async function afterPack(context: AfterPackContext): Promise<void> {
  const { appOutDir, electronPlatformName: platform, packager } = context;
  await addCommand(join(packager.getResourcesDir(appOutDir), 'command'), {
    platform,
    arch: Arch[context.arch],
  });
}

/** Puts the terminal's program for a target into `folder`. */
export async function addCommand(folder: string, target: Target): Promise<void> {
  const { platform } = target;
  const node = await nodeFor(target);
  const add = (from: string, name: string, mode: number) => {
    cpSync(from, join(folder, name));
    chmodSync(join(folder, name), mode);
  };
  cpSync(join(ROOT, 'out/command'), join(folder, 'lib'), { recursive: true });
  add(node, platform === 'win32' ? 'node.exe' : 'node', 0o755);
  // Not every one of npm's packages of Node has it.
  add(join(RESOURCES, 'LICENSE.node.txt'), 'LICENSE.node.txt', 0o644);
  const helper = TRASH_HELPERS[platform];
  if (helper !== undefined) add(join(ROOT, 'node_modules/trash/lib', helper), join('lib', helper), 0o755);
  // Windows has bin\hoist.cmd.
  if (platform !== 'win32') add(join(RESOURCES, 'hoist'), 'hoist', 0o755);
}
