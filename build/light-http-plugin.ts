import http from 'node:http';
import type { Plugin } from 'vite';

const LIGHT_HTTP = '\0light-http';

/**
 * Takes `node:http` without an import. An import reads all that the module exports, and Node loads its `fetch` with the first
 * look at `http.WebSocket`: 14 MB and 60 ms for each process, none of which uses it.
 */
export function lightHttpPlugin(): Plugin {
  return {
    name: 'light-http',
    enforce: 'pre',
    // What a build lists as external is not asked about.
    options: ({ external, ...options }) => {
      // What is external has no say in how it is taken.
      return Array.isArray(external)
        ? { ...options, external: external.filter((id) => id !== 'node:http') }
        : null;
    },
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
