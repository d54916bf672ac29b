/**
 * Finds the Chromium to start: `CHROMIUM_PATH`, else on Linux the one from npm (`@sparticuz/chromium`), else an installed Chrome,
 * Edge or Chromium.
 *
 * The package unpacks 210 MB in about two seconds and reuses any `chromium` in the temporary folder. So this unpacks it once for
 * each user and version, into a folder of its own, and moves that into place when it is complete. Two apps that start at
 * once never see half a browser.
 */
import { execFile } from 'node:child_process';
import { access, constants, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { installedBrowser } from './installed-browser.ts';

const run = promisify(execFile);

/** For a headless browser in a container. Never the npm package's own list: that one switches web security off. */
export const CHROMIUM_FLAGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function chromiumBinary(): Promise<string> {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return named;
  // The package brings one for Linux on x64.
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return installedOrThrow('Install Chrome, Edge or Chromium.');
  try {
    return await fromPackage();
  } catch (error) {
    return installedOrThrow('@sparticuz/chromium did not unpack, and no other one is installed.', error);
  }
}

function installedOrThrow(otherwise: string, cause?: unknown): string {
  const installed = installedBrowser(process.platform, process.env, homedir());
  if (installed !== null) return installed;
  throw new Error(`No Chromium. ${otherwise} CHROMIUM_PATH names one elsewhere.`, { cause });
}

async function fromPackage(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const { version } = JSON.parse(await readFile(join(entry, '../../package.json'), 'utf8')) as {
    version: string;
  };
  const home = join(tmpdir(), `hoist-chromium-${version}-${userInfo().uid}`);
  if (await isOurs(home)) return join(home, 'chromium');

  const unpacking = await mkdtemp(join(tmpdir(), 'hoist-chromium-'));
  try {
    const script = `await (await import(${JSON.stringify(pathToFileURL(entry).href)})).default.executablePath()`;
    await run(process.execPath, ['--input-type=module', '-e', script], {
      env: { PATH: process.env['PATH'] ?? '', HOME: homedir(), TMPDIR: unpacking },
    });
    await rename(unpacking, home);
  } catch (error) {
    await rm(unpacking, { recursive: true, force: true });
    // Another app may have unpacked it meanwhile, and its folder is as good as ours.
    if (!(await isOurs(home))) throw error;
  }
  return join(home, 'chromium');
}

/** Somebody else could have put a program into a shared temporary folder first. */
async function isOurs(folder: string): Promise<boolean> {
  try {
    const [{ uid }] = await Promise.all([stat(folder), access(join(folder, 'chromium'), constants.X_OK)]);
    return uid === userInfo().uid;
  } catch {
    return false;
  }
}
