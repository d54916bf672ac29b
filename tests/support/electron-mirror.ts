import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { strToU8, zipSync } from 'fflate';
import { ELECTRON_PACKAGE, electronVersion } from '../../build/runner/electron-package.ts';
import { ROOT } from '../../build/tools.ts';
import { tempFolder } from './temp-folder.ts';

/** How a mirror answers a request for the binary. */
type MirrorAnswer =
  | 'serves'
  | 'refuses'
  | 'refuses with an escape sequence'
  | 'says nothing'
  | 'stops midway'
  | 'never ends'
  | 'trickles';

/** A mirror of Electron's releases on 127.0.0.1 that serves a small program in place of Electron. */
export interface ElectronMirror extends AsyncDisposable {
  answer: MirrorAnswer;
  /** The paths that were asked for. */
  readonly asked: string[];
  /** An `electron` package whose binary is not installed. */
  readonly package: string;
  /** For the install script: this mirror, a cache of its own, and a system that is the same everywhere. */
  readonly env: Readonly<Record<string, string>>;
  /** Has the script believe the mirror's own checksums instead of those that the package brings. */
  readonly believed: Readonly<Record<string, string>>;
  /** Where a failure is kept. */
  readonly memory: string;
}

export async function electronMirror(): Promise<ElectronMirror> {
  const folder = await tempFolder();
  const version = electronVersion(ELECTRON_PACKAGE);
  const name = `electron-v${version}-linux-x64.zip`;
  const zip = Buffer.from(
    zipSync({
      electron: [strToU8('#!/bin/sh\necho "$@"\n'), { os: 3, attrs: (0o100755 << 16) >>> 0 }],
      version: strToU8(version),
    }),
  );
  const sums = `${createHash('sha256').update(zip).digest('hex')} *${name}\n`;
  const listen: RequestListener = (request, response) => {
    mirror.asked.push(request.url ?? '');
    if (request.url?.endsWith('SHASUMS256.txt')) response.end(sums);
    else if (mirror.answer === 'serves') response.end(zip);
    else if (mirror.answer === 'refuses') response.writeHead(503).end();
    else if (mirror.answer === 'refuses with an escape sequence') {
      request.socket.end('HTTP/1.1 503 \u001b]0;PWNED\u0007\r\ncontent-length: 0\r\n\r\n');
    } else if (mirror.answer === 'never ends') {
      Readable.from(endless()).pipe(response);
    } else if (mirror.answer === 'trickles') {
      const drops = setInterval(() => response.write('x'), 100);
      response.on('close', () => clearInterval(drops));
    } else if (mirror.answer === 'stops midway') {
      response.writeHead(200, { 'content-length': zip.length }).write(zip.subarray(0, 40));
    }
  };
  const server = createServer(listen);
  // As a proxy it leads nowhere.
  server.on('connect', ({ url = '' }, socket) => {
    mirror.asked.push(url);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const mirror: ElectronMirror = {
    answer: 'serves',
    asked: [],
    package: emptyPackage(folder.path),
    env: {
      PATH: process.env['PATH'] ?? '',
      ELECTRON_MIRROR: `http://127.0.0.1:${port}/`,
      electron_config_cache: folder.at('cache'),
      ELECTRON_INSTALL_PLATFORM: 'linux',
      ELECTRON_INSTALL_ARCH: 'x64',
    },
    believed: { electron_use_remote_checksums: '1' },
    memory: folder.at('kept/not-fetched.json'),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await folder[Symbol.asyncDispose]();
    },
  };
  return mirror;
}

function* endless(): Generator<Buffer> {
  const chunk = Buffer.alloc(64 * 1024);
  for (;;) yield chunk;
}

/** The files of the real package, beside the libraries that its install script needs. */
function emptyPackage(folder: string): string {
  const modules = join(folder, 'node_modules');
  const copy = join(modules, 'electron');
  mkdirSync(copy, { recursive: true });
  for (const file of ['package.json', 'index.js', 'install.js', 'checksums.json']) {
    copyFileSync(join(ELECTRON_PACKAGE, file), join(copy, file));
  }
  for (const scope of ['@electron', '@electron-internal']) {
    symlinkSync(join(ROOT, 'node_modules', scope), join(modules, scope), 'junction');
  }
  return copy;
}
