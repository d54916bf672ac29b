import http from 'node:http';
import type { Plugin } from 'vite';

const LIGHT_HTTP = '\0light-http';

/**
 * Takes `node:http` without an import, in a program that does not use Node's `fetch`. An import reads all that the module
 * exports, and the first look at `http.WebSocket` loads `fetch`: 9 MB and 45 ms, measured in a process with nothing else.
 */
export function lightHttpPlugin(): Plugin {
  return {
    name: 'light-http',
    enforce: 'pre',
    resolveId: {
      filter: { id: /^node:http$/ },
      handler: (_id, _importer, { kind }) => (kind === 'require-call' ? null : LIGHT_HTTP),
    },
    load: { filter: { id: /^\0light-http$/ }, handler: lightHttp },
  };
}

/** @returns a module with the exports of `node:http` but for those that have a getter, which only `default` still has */
function lightHttp(): string {
  const exports = Object.entries(Object.getOwnPropertyDescriptors(http));
  const names = exports.filter(([, { get }]) => get === undefined).map(([name]) => name);
  return `const http = process.getBuiltinModule('node:http');
export default http;
export const { ${names.join(', ')} } = http;`;
}
