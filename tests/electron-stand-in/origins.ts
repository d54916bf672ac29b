/**
 * How a custom scheme gets into a Chromium that knows only its own: `app://hoist/x` is `https://hoist.app.invalid/x`
 * there. The reserved domain never resolves, every request to it is answered by the app's handler, and whatever the
 * main process sees is translated back. Only the page itself can tell, by its `location`.
 */

const custom = new Map<string, Electron.Privileges>();

export function registerScheme(scheme: string, privileges: Electron.Privileges): void {
  custom.set(scheme, privileges);
}

export function isCustomScheme(scheme: string): boolean {
  return custom.has(scheme);
}

/** From what the app says to what the browser loads. */
export function toBrowserUrl(url: string): string {
  const [, scheme, host, rest] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(url) ?? [];
  if (scheme === undefined || !custom.has(scheme.toLowerCase())) return url;
  return `https://${host}.${scheme.toLowerCase()}.invalid${rest?.startsWith('/') ? '' : '/'}${rest}`;
}

/** From what the browser reports to what the app would see on Electron. */
export function toAppUrl(url: string): string {
  return url.replace(
    /^https:\/\/([^/?#]*)\.([a-z0-9+-]+)\.invalid(?=[/?#]|$)/i,
    (whole, host: string, scheme: string) =>
      custom.has(scheme.toLowerCase()) ? `${scheme.toLowerCase()}://${host}` : whole,
  );
}

/** The custom scheme of a browser URL, or null where the browser loads it itself. */
export function schemeBehind(browserUrl: string): string | null {
  const translated = toAppUrl(browserUrl);
  return translated === browserUrl ? null : (translated.split(':', 1)[0] ?? null);
}

/** As Electron says it for a standard scheme; others are opaque. */
export function originOf(appUrl: string): string {
  const [, scheme, host] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i.exec(appUrl) ?? [];
  if (scheme !== undefined && custom.has(scheme)) return `${scheme}://${host}`;
  return URL.canParse(appUrl) ? new URL(appUrl).origin : 'null';
}

/** A policy that names the scheme (`img-src app:`) has to mean the same in the browser. */
export function toBrowserPolicy(policy: string): string {
  let translated = policy;
  for (const scheme of custom.keys()) {
    translated = translated
      .replace(
        new RegExp(`(?<=[\\s;]|^)${scheme}://([^\\s;/]+)`, 'g'),
        (_, host: string) => `https://${host}.${scheme}.invalid`,
      )
      .replace(new RegExp(`(?<=\\s)${scheme}:(?=[\\s;]|$)`, 'g'), `https://*.${scheme}.invalid`);
  }
  return translated;
}
