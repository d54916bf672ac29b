import { app } from 'electron';

/**
 * Whether the windows are Wayland's. Chromium goes by its switch, and else by the kind of session
 * (`ui/linux/display_server_utils.cc`). There no program can tell whether its window is minimised.
 */
export function isOnWayland(): boolean {
  if (process.platform !== 'linux') return false;
  const chosen = app.commandLine.getSwitchValue('ozone-platform');
  return (chosen || process.env['XDG_SESSION_TYPE']) === 'wayland';
}
