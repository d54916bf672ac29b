import type { WebPreferences } from 'electron';

/** Gives each window no Node, an isolated world for the bridge, and the system's sandbox. */
export function windowPreferences(preload: string): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
  };
}
