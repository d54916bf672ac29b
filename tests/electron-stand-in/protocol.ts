/** The module `protocol`: custom schemes answered by the app itself. */
import { appIsReady } from './lifecycle.ts';
import { isCustomScheme, registerScheme, toAppUrl, toBrowserPolicy, toBrowserUrl } from './origins.ts';
import { notImplemented, strictObject } from './strict.ts';

type Implemented = Pick<
  Electron.Protocol,
  'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'
>;
type Handler = Parameters<Electron.Protocol['handle']>[1];

const handlers = new Map<string, Handler>();
let registered = false;

export const protocol = strictObject<Implemented>('protocol', {
  registerSchemesAsPrivileged(schemes) {
    if (appIsReady())
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    if (registered) throw notImplemented('protocol.registerSchemesAsPrivileged, a second time');
    registered = true;
    for (const { scheme, privileges = {} } of schemes) {
      if (!privileges.standard || !privileges.secure) {
        throw notImplemented('protocol: a scheme that is not both standard and secure');
      }
      if (privileges.bypassCSP) throw notImplemented('protocol: bypassCSP');
      registerScheme(scheme, privileges);
    }
  },
  handle(scheme, handler) {
    if (!appIsReady()) throw new Error('protocol.handle can only be used after app is ready');
    if (!isCustomScheme(scheme))
      throw notImplemented(`protocol.handle('${scheme}'), not registered as privileged`);
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    handlers.set(scheme, handler);
  },
  unhandle(scheme) {
    if (!handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
  },
  isProtocolHandled: (scheme) =>
    handlers.has(scheme) || ['http', 'https', 'file', 'data', 'blob'].includes(scheme),
});

/** A request as the browser paused it. */
export interface PausedRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer | null;
}

export type Answer =
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly statusText: string;
      readonly headers: { name: string; value: string }[];
      readonly body: Buffer;
    }
  /** A network error to the page. */
  | { readonly kind: 'failure'; readonly name: 'ERR_FAILED' | 'ERR_UNEXPECTED' | 'ERR_UNKNOWN_URL_SCHEME' };

/** The browser takes a body as a whole, so that one that goes on for longer has no place here. */
const BODY_LIMIT_MS = 5000;

/** What the app's handler says to a request. What is no response, or thrown, is a failure: lib/browser/api/protocol.ts. */
export async function answerRequest(scheme: string, paused: PausedRequest): Promise<Answer> {
  const handler = handlers.get(scheme);
  if (!handler) return { kind: 'failure', name: 'ERR_UNKNOWN_URL_SCHEME' };
  try {
    const { body, method } = paused;
    const request = new Request(toAppUrl(paused.url), {
      method,
      headers: requestHeaders(paused.headers),
      ...(body && method !== 'GET' && method !== 'HEAD' ? { body: new Uint8Array(body) } : {}),
    });
    const response = await handler(request as GlobalRequest);
    if (!(response instanceof Response)) return { kind: 'failure', name: 'ERR_UNEXPECTED' };
    if (response.type === 'error') return { kind: 'failure', name: 'ERR_FAILED' };
    return {
      kind: 'response',
      status: response.status,
      statusText: response.statusText,
      headers: [...response.headers].map(([name, value]) => ({ name, value: translate(name, value) })),
      body: await wholeBody(response),
    };
  } catch (error) {
    console.error(`Error occurred in the handler of protocol '${scheme}':`, error);
    return { kind: 'failure', name: 'ERR_UNEXPECTED' };
  }
}

/** Under the app's own scheme, for which Chromium sends no referrer. */
function requestHeaders(headers: Record<string, string>): Headers {
  const translated = new Headers(headers);
  translated.delete('referer');
  const origin = translated.get('origin');
  if (origin === 'null') translated.delete('origin');
  else if (origin !== null) translated.set('origin', toAppUrl(origin));
  return translated;
}

async function wholeBody(response: Response): Promise<Buffer> {
  const refusal = setTimeout(() => {
    throw notImplemented(`protocol.handle with a body that is not there after ${BODY_LIMIT_MS} ms`);
  }, BODY_LIMIT_MS);
  try {
    return Buffer.from(await response.arrayBuffer());
  } finally {
    clearTimeout(refusal);
  }
}

function translate(name: string, value: string): string {
  if (name === 'location') return toBrowserUrl(value);
  return name.startsWith('content-security-policy') ? toBrowserPolicy(value) : value;
}
