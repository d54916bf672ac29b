/** The module `protocol`: custom schemes answered by the app itself. */
import { appIsReady } from './lifecycle.ts';
import { isCustomScheme, registerScheme, toAppUrl, toBrowserPolicy } from './origins.ts';
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

export interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: { name: string; value: string }[];
  readonly body: Buffer;
}

/** What the app's handler says to a request, or null where there is none or it fails: a network error to the page. */
export async function answerRequest(scheme: string, paused: PausedRequest): Promise<Answer | null> {
  const handler = handlers.get(scheme);
  if (!handler) return null;
  try {
    const { body, method } = paused;
    const request = new Request(toAppUrl(paused.url), {
      method,
      headers: paused.headers,
      ...(body && method !== 'GET' && method !== 'HEAD' ? { body: new Uint8Array(body) } : {}),
    });
    const response = await handler(request as GlobalRequest);
    if (response.type === 'error') return null;
    return {
      status: response.status,
      statusText: response.statusText,
      headers: [...response.headers].map(([name, value]) => ({ name, value: translate(name, value) })),
      body: Buffer.from(await response.arrayBuffer()),
    };
  } catch (error) {
    console.error(`Error occurred in the handler of protocol '${scheme}':`, error);
    return null;
  }
}

function translate(name: string, value: string): string {
  return name.startsWith('content-security-policy') ? toBrowserPolicy(value) : value;
}
