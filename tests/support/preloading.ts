import { pathToFileURL } from 'node:url';

/**
 * The environment in which the app's main process loads these modules before its own. Electron reads NODE_OPTIONS too
 * for an app that is not packaged; its Node must be able to load TypeScript.
 */
export function preloading(modules: readonly string[]): Readonly<Record<string, string>> {
  if (modules.length === 0) return {};
  return { NODE_OPTIONS: modules.map((module) => `--import=${pathToFileURL(module)}`).join(' ') };
}
