import type { AppStatus } from './status.ts';

/** The tray's icons; `build/icons/tray-icons.ts` draws them. */
export type Look = 'idle' | 'working' | 'paused' | 'needs-you';

/** The folder of the icons in the built app. */
export const ICON_FOLDER = ['main', 'tray'] as const;

/** @returns the icon that shows whether the person is needed or files proceed */
export function lookOf({ batch, failedCount, undecidedCount, blockedReason, paused }: AppStatus): Look {
  const waits = batch.moving > 0;
  switch (blockedReason?.kind) {
    case 'configuration':
    case 'disk':
      return 'needs-you';
    case 'not-connected':
      if (waits) return 'needs-you';
      break;
    case 'offline':
    case 'server-trouble':
    case 'storage-trouble':
      if (waits) return 'paused';
      break;
    case undefined:
  }
  if (paused) return 'paused';
  if (waits) return 'working';
  return failedCount + undecidedCount > 0 ? 'needs-you' : 'idle';
}

/** macOS colours a template image; Windows picks a size from the file. */
export function iconFile(look: Look, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return `${look}Template.png`;
  return platform === 'win32' ? `${look}.ico` : `${look}.png`;
}
