import { spawn } from 'node:child_process';
import { copyFile, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { extensionOf } from '../../model/file-types.ts';
import { ConversionError } from '../conversion.ts';

export interface PdfRequest {
  /** Absolute, of the document. */
  readonly path: string;
  /** Its extension says what the document is. */
  readonly name: string;
  /** Takes LibreOffice's profile and its files while it works. */
  readonly folder: string;
  /** Where the PDF will be. */
  readonly target: string;
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/**
 * The settings of a profile that lives for one document: no macro runs, and nothing that the document names is loaded.
 * https://wiki.documentfoundation.org/Deployment_and_Migration
 */
const PROFILE = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
${[
  ['Common/Security/Scripting', 'MacroSecurityLevel', '3'],
  ['Common/Security/Scripting', 'DisableMacrosExecution', 'true'],
  ['Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true'],
  ['Common/Security/Scripting', 'DisableActiveContent', 'true'],
  ['Writer/Content/Update', 'Link', '0'],
  ['Calc/Content/Update', 'Link', '2'],
  ['Common/Misc', 'FirstRun', 'false'],
]
  .map(
    ([node, name, value]) =>
      `<item oor:path="/org.openoffice.Office.${node}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`,
  )
  .join('\n')}
</oor:items>
`;

const OPTIONS = [
  '--headless',
  '--norestore',
  '--nolockcheck',
  '--nodefault',
  '--nofirststartwizard',
  '--nologo',
];

/**
 * Lets LibreOffice make a PDF of a document, with a profile of its own.
 * @throws {ConversionError} `office_failed`, `conversion_too_slow`
 * @throws the reason of the signal
 */
export async function makePdf(program: string, request: PdfRequest): Promise<void> {
  const { path, name, folder, target, limitMs, signal } = request;
  const work = join(folder, 'office');
  const [profile, output] = [join(work, 'profile'), join(work, 'output')];
  try {
    await mkdir(join(profile, 'user'), { recursive: true, mode: 0o700 });
    await mkdir(output, { mode: 0o700 });
    await writeFile(join(profile, 'user', 'registrymodifications.xcu'), PROFILE, { mode: 0o600 });
    // Its extension says what LibreOffice takes it for.
    const document = join(work, `document${extensionOf(name)}`);
    await copyFile(path, document);
    const home = `-env:UserInstallation=${pathToFileURL(profile).href}`;
    await run(program, [home, ...OPTIONS, '--convert-to', 'pdf', '--outdir', output, document], {
      cwd: work,
      limitMs,
      signal,
    });
    const made = join(output, 'document.pdf');
    if (!(await isPdf(made))) throw new ConversionError({ code: 'office_failed' });
    await rename(made, target);
  } finally {
    await rm(work, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Runs the program and all that it starts; nothing of it is left when this settles. */
async function run(
  program: string,
  args: readonly string[],
  { cwd, limitMs, signal }: { readonly cwd: string; readonly limitMs: number; readonly signal: AbortSignal },
): Promise<void> {
  signal.throwIfAborted();
  const isWindows = process.platform === 'win32';
  const child = spawn(program, args, {
    cwd,
    stdio: 'ignore',
    // A group of its own, since its starter leaves the work to a second process.
    detached: !isWindows,
    windowsHide: true,
    env: environment(cwd),
  });
  const ended = Promise.withResolvers<void>();
  child.once('error', (cause) => ended.reject(new ConversionError({ code: 'office_failed' }, { cause })));
  child.once('exit', () => ended.resolve());
  const timer = setTimeout(() => ended.reject(new ConversionError({ code: 'conversion_too_slow' })), limitMs);
  const abort = () => ended.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    await ended.promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
    killGroup(child.pid, isWindows);
  }
}

/** Neither the person's settings nor their proxies reach LibreOffice. */
function environment(home: string): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'SYSTEMROOT', 'windir', 'TEMP', 'TMP', 'LANG', 'LC_ALL'];
  const own = Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
  return { ...own, HOME: home, USERPROFILE: home, SAL_USE_VCLPLUGIN: 'svp' };
}

function killGroup(pid: number | undefined, isWindows: boolean): void {
  if (pid === undefined) return;
  try {
    if (isWindows)
      spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true });
    else process.kill(-pid, 'SIGKILL');
  } catch {
    // All of them have ended.
  }
}

async function isPdf(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return false;
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(5), 0, 5, 0);
    return buffer.toString('latin1', 0, bytesRead) === '%PDF-';
  } finally {
    await file.close();
  }
}
