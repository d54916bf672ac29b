/**
 * The text of the two scripts that every document of a window starts with. They are the functions of this folder as
 * Node has them in memory, that is with their types already stripped.
 */
import * as codec from './clone-codec.ts';
import { collectFiles, FilePaths, standInAsksForPaths } from './file-paths.ts';
import { PageIpc } from './ipc-renderer.ts';
import { deliverMessages, startIsolatedWorld, throwOnUnknown } from './isolated-world.ts';
import { deepFreeze, startMainWorld } from './main-world.ts';
import { watchPermissions } from './permissions.ts';
import { preloadNode, preloadRefusal } from './preload-modules.ts';
import { bridgeDepthLimit, WorldBridge } from './world-bridge.ts';

export const isolatedWorldName = 'Electron Isolated Context';

/** Random names, one set for each window. The page must not know any of them. */
export interface PageSecrets {
  readonly binding: string;
  readonly receive: string;
  readonly toMainWorld: string;
  readonly toIsolatedWorld: string;
  readonly paths: string;
}

export interface PreloadScript {
  readonly path: string;
  readonly source: string;
}

const bridgeSource = `const bridgeDepthLimit = ${bridgeDepthLimit};\n${WorldBridge}`;

/** The bridge and the preload belong to the window's own document, never to a frame inside it. */
function inTopFrame(body: string, name: string): string {
  return `(() => { if (window !== window.top) return;\n${body}\n})();\n//# sourceURL=electron-stand-in/${name}`;
}

export function mainWorldScript(secrets: PageSecrets): string {
  const names = `${JSON.stringify(secrets.toIsolatedWorld)}, ${JSON.stringify(secrets.toMainWorld)}`;
  const parts = [bridgeSource, deepFreeze, watchPermissions, startMainWorld];
  return inTopFrame(`${parts.join('\n')}\nstartMainWorld(new WorldBridge(${names}));`, 'main-world.js');
}

export function isolatedWorldScript(secrets: PageSecrets, preload: PreloadScript): string {
  const names = `${JSON.stringify(secrets.toMainWorld)}, ${JSON.stringify(secrets.toIsolatedWorld)}`;
  const { platform, arch, versions } = process;
  const parts = [
    bridgeSource,
    ...Object.values(codec),
    ...[
      collectFiles,
      standInAsksForPaths,
      FilePaths,
      PageIpc,
      throwOnUnknown,
      deliverMessages,
      preloadRefusal,
      preloadNode,
      startIsolatedWorld,
    ],
  ];
  // The binding goes out of the preload's reach as well: real Electron has no such thing.
  const start = `
    const codec = { encode: encodeClone, decode: decodeClone };
    const post = globalThis[${JSON.stringify(secrets.binding)}];
    delete globalThis[${JSON.stringify(secrets.binding)}];
    startIsolatedWorld({
      codec,
      bridge: new WorldBridge(${names}),
      ipc: new PageIpc(post, codec),
      files: new FilePaths(${JSON.stringify(secrets.paths)}),
      preloadPath: ${JSON.stringify(preload.path)},
      receiveName: ${JSON.stringify(secrets.receive)},
      process: ${JSON.stringify({ platform, arch, versions })},
    }, function (require, process, Buffer, global, setImmediate, clearImmediate, exports, module) {\n${preload.source}\n});`;
  return inTopFrame(`${parts.join('\n')}\n${start}`, `preload:${preload.path}`);
}
