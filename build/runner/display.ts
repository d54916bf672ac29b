import { firstOnPath } from '../on-path.ts';

/** Where windows appear: before a person, in the memory of a separate X server (`xvfb-run`), or nowhere. */
export type Display =
  | { readonly kind: 'screen' }
  | { readonly kind: 'virtual'; readonly through: readonly string[] }
  | { readonly kind: 'none' };

/**
 * On Linux the environment names the display. macOS and Windows always have one, but for a login over the network
 * (`SSH_CONNECTION`), whose programs belong to no session with a screen.
 */
export function displayOf(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): Display {
  if (platform === 'darwin' || platform === 'win32') {
    return env['SSH_CONNECTION'] ? { kind: 'none' } : { kind: 'screen' };
  }
  if (env['DISPLAY'] || env['WAYLAND_DISPLAY']) return { kind: 'screen' };
  const xvfb = firstOnPath(['xvfb-run'], env['PATH']);
  return xvfb === null ? { kind: 'none' } : { kind: 'virtual', through: [xvfb, '--auto-servernum'] };
}
