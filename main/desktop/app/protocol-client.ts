import { app } from 'electron';
import { asksForLinks } from './asks-for-links.ts';

/** Has `hoist:` links opened with Hoist. */
export function setupLinks(): void {
  if (!asksForLinks(process.platform, app.isPackaged, process.env)) return;
  // After `--`, nothing that a link contains can be a switch.
  app.setAsDefaultProtocolClient('hoist', process.execPath, ['--']);
}
