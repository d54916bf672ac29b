import type { Go } from '../../../preload/contract/contract.ts';
import { shownName } from '../shell/display-name.ts';
import type { Translations } from '../shell/i18n.ts';
import type { RecentUpload } from './recent.ts';
import type { AppStatus } from './status.ts';
import { statusText } from './status-text.ts';

/** An action of the tray's menu. */
export type TrayAction =
  | { readonly type: 'choose-files' | 'upload-clipboard' | 'pause' | 'resume' | 'open' | 'settings' | 'quit' }
  | { readonly type: 'go'; readonly to: Go }
  | { readonly type: 'copy-id'; readonly fileId: string }
  | { readonly type: 'reveal' | 'upload-again'; readonly upload: RecentUpload };

/** An entry of the menu, as plain data that can be compared. */
export type TrayEntry =
  | { readonly kind: 'line' }
  /** A text without an action. */
  | { readonly kind: 'text'; readonly label: string }
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
    action(t('tray.chooseFiles'), { type: 'choose-files' }),
    action(t('tray.uploadClipboard'), { type: 'upload-clipboard' }),
    ...recentEntries(status.recent, t, platform),
    LINE,
    status.paused ? action(t('tray.resume'), { type: 'resume' }) : action(t('tray.pause'), { type: 'pause' }),
    LINE,
    action(t('tray.open'), { type: 'open' }),
    action(t('tray.settings'), { type: 'settings' }),
    LINE,
    action(t('tray.quit'), { type: 'quit' }),
  ];
}

/** The first entry leads to what needs the person, if anything does. */
function stateEntry(status: AppStatus, t: Translations): TrayEntry {
  const label = statusText(status, t);
  const to = whereToMend(status);
  return to === null ? { kind: 'text', label } : action(label, { type: 'go', to });
}

function whereToMend({ blockedReason, firstFailed, firstUndecided }: AppStatus): Go | null {
  if (blockedReason?.kind === 'configuration') return { screen: 'settings', uploadId: null };
  // Without a connection, the queue's screen asks for one.
  if (blockedReason?.kind === 'not-connected') return { screen: 'queue', uploadId: null };
  const uploadId = firstFailed ?? firstUndecided;
  return uploadId === null ? null : { screen: 'queue', uploadId };
}

/** No system lets a person click an entry that opens a submenu, so each file occurs twice. */
function recentEntries(
  recent: readonly RecentUpload[],
  t: Translations,
  platform: NodeJS.Platform,
): readonly TrayEntry[] {
  if (recent.length === 0) return [];
  return [
    LINE,
    { kind: 'text', label: t('tray.copyId') },
    ...recent.map(({ name, fileId }) => action(menuLabel(name), { type: 'copy-id', fileId })),
    {
      kind: 'menu',
      label: t('tray.more'),
      entries: recent.map((upload) => ({
        kind: 'menu',
        label: menuLabel(upload.name),
        entries: [
          action(t('tray.copyThis'), { type: 'copy-id', fileId: upload.fileId }),
          action(t(`tray.reveal.${fileManager(platform)}`), { type: 'reveal', upload }),
          action(t('tray.uploadAgain'), { type: 'upload-again', upload }),
        ],
      })),
    },
  ];
}

/** Each system has its own name for the file manager. */
function fileManager(platform: NodeJS.Platform): 'finder' | 'explorer' | 'folder' {
  if (platform === 'darwin') return 'finder';
  return platform === 'win32' ? 'explorer' : 'folder';
}

const action = (label: string, does: TrayAction): TrayEntry => ({ kind: 'action', label, does });

/** A file's name for a menu. A single `&` would underline the next letter (Electron's documentation of `Menu`). */
export function menuLabel(name: string): string {
  return shownName(name).replaceAll('&', '&&');
}
