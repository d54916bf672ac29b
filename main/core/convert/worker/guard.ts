/**
 * Takes the network and other programs away from this thread. It is loaded before all else: libraries that read documents
 * need neither, and a document that gets one of them to run code of its own must not reach anything with it.
 */
import { registerHooks } from 'node:module';

const FORBIDDEN: ReadonlySet<string> = new Set([
  ...['child_process', 'cluster', 'dgram', 'dns', 'dns/promises', 'http', 'http2', 'https', 'inspector'],
  ...['inspector/promises', 'net', 'repl', 'tls', 'worker_threads'],
]);
const GLOBALS = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'WebTransport'];

function demandAllowed(name: string): void {
  if (FORBIDDEN.has(name.replace(/^node:/, ''))) throw new Error(`a conversion must not use ${name}`);
}

registerHooks({
  resolve(specifier, context, nextResolve) {
    demandAllowed(specifier);
    return nextResolve(specifier, context);
  },
});

const { getBuiltinModule } = process;
process.getBuiltinModule = ((name: string) => {
  demandAllowed(name);
  return getBuiltinModule(name);
}) as typeof getBuiltinModule;

for (const name of GLOBALS) Reflect.deleteProperty(globalThis, name);
