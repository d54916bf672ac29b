import type { WebPreferences } from 'electron';

/** Of each of Hoist's windows: no Node, a world of its own for the bridge, and the system's sandbox around all of it. */
export function windowPreferences(preload: string): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
  };
}
