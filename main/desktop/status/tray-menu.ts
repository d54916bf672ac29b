import type { Go } from '../../../preload/contract/contract.ts';
import { shownName } from '../shell/display-name.ts';
import type { Translations } from '../shell/i18n.ts';
import type { RecentUpload } from './recent.ts';
import type { AppStatus } from './status.ts';
import { statusText } from './status-text.ts';

/** What a click in the tray's menu asks for. */
export type TrayAction =
  | { readonly wish: 'choose-files' | 'upload-clipboard' | 'pause' | 'resume' | 'open' | 'settings' | 'quit' }
  | { readonly wish: 'go'; readonly to: Go }
  | { readonly wish: 'copy-id'; readonly fileId: string }
  | { readonly wish: 'reveal' | 'upload-again'; readonly upload: RecentUpload };

/** One line of the menu, as plain data that can be compared. */
export type TrayEntry =
  | { readonly kind: 'line' }
  /** Something to read. */
  | { readonly kind: 'words'; readonly label: string }
  | { readonly kind: 'action'; readonly label: string; readonly does: TrayAction }
  | { readonly kind: 'menu'; readonly label: string; readonly entries: readonly TrayEntry[] };

const LINE: TrayEntry = { kind: 'line' };

export function trayMenu(
  status: AppStatus,
  t: Translations,
  platform: NodeJS.Platform,
): readonly TrayEntry[] {
  return [
    stateEntry(status, t),
    LINE,
    action(t('tray.chooseFiles'), { wish: 'choose-files' }),
    action(t('tray.uploadClipboard'), { wish: 'upload-clipboard' }),
    ...recentEntries(status.recent, t, platform),
    LINE,
    status.paused ? action(t('tray.resume'), { wish: 'resume' }) : action(t('tray.pause'), { wish: 'pause' }),
    LINE,
    action(t('tray.open'), { wish: 'open' }),
    action(t('tray.settings'), { wish: 'settings' }),
    LINE,
    action(t('tray.quit'), { wish: 'quit' }),
  ];
}

/** Leads to what has to be done, where something has. */
function stateEntry(status: AppStatus, t: Translations): TrayEntry {
  const label = statusText(status, t);
  const to = whereToMend(status);
  return to === null ? { kind: 'words', label } : action(label, { wish: 'go', to });
}

function whereToMend({ blockedReason, firstFailed }: AppStatus): Go | null {
  if (blockedReason?.kind === 'configuration') return { screen: 'settings', uploadId: null };
  // Without a connection, the queue is the first run.
  if (blockedReason?.kind === 'not-connected') return { screen: 'queue', uploadId: null };
  return firstFailed === null ? null : { screen: 'queue', uploadId: firstFailed };
}

/** An entry that opens another menu cannot be clicked itself, on no system: so the files stand in two places. */
function recentEntries(
  recent: readonly RecentUpload[],
  t: Translations,
  platform: NodeJS.Platform,
): readonly TrayEntry[] {
  if (recent.length === 0) return [];
  return [
    LINE,
    { kind: 'words', label: t('tray.copyId') },
    ...recent.map(({ name, fileId }) => action(menuLabel(name), { wish: 'copy-id', fileId })),
    {
      kind: 'menu',
      label: t('tray.more'),
      entries: recent.map((upload) => ({
        kind: 'menu',
        label: menuLabel(upload.name),
        entries: [
          action(t('tray.copyThis'), { wish: 'copy-id', fileId: upload.fileId }),
          action(t(`tray.reveal.${fileManager(platform)}`), { wish: 'reveal', upload }),
          action(t('tray.uploadAgain'), { wish: 'upload-again', upload }),
        ],
      })),
    },
  ];
}

/** Each system has a name of its own for it. */
function fileManager(platform: NodeJS.Platform): 'finder' | 'explorer' | 'folder' {
  if (platform === 'darwin') return 'finder';
  return platform === 'win32' ? 'explorer' : 'folder';
}

const action = (label: string, does: TrayAction): TrayEntry => ({ kind: 'action', label, does });

/** A file's name in a menu. A single `&` would underline the letter after it (Electron's documentation of `Menu`). */
export function menuLabel(name: string): string {
  return shownName(name).replaceAll('&', '&&');
}
