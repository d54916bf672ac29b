import { readFile } from 'node:fs/promises';
import { join, normalize, sep } from 'node:path';
import { protocol } from 'electron';
import mime from 'mime';

/** The origin of Hoist's pages. Its own scheme keeps it apart from every web page and file. */
export const APP_ORIGIN = 'app://hoist';
const SCHEME = 'app';

/**
 * The page runs only its own scripts and styles and makes no requests: all requests of the app are
 * made by the main process.
 */
const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Must be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
}

/** Serves the built renderer from `folder`, and nothing outside of it. */
export function serveApp(folder: string): void {
  protocol.handle(SCHEME, async (request) => {
    const url = new URL(request.url);
    const path = normalize(join(folder, decodeURIComponent(url.pathname)));
    if (`${url.protocol}//${url.host}` !== APP_ORIGIN || !path.startsWith(folder + sep)) return notFound();
    try {
      const type = mime.getType(path) ?? 'application/octet-stream';
      return new Response(await readFile(path), { headers: { ...HEADERS, 'content-type': type } });
    } catch {
      return notFound();
    }
  });
}

function notFound(): Response {
  return new Response(null, { status: 404, headers: HEADERS });
}
