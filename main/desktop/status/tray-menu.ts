import type { Go } from '../../../preload/contract/contract.ts';
import type { RecentUpload } from './recent.ts';
import type { Overview } from './status.ts';
import { stateLine } from './status-text.ts';
import type { Words } from '../shell/i18n.ts';
import { menuLabel } from './menu-label.ts';

/** What a click in the tray's menu asks for. */
export type TrayWish =
  | { readonly wish: 'choose-files' | 'upload-clipboard' | 'pause' | 'resume' | 'open' | 'settings' | 'quit' }
  | { readonly wish: 'go'; readonly to: Go }
  | { readonly wish: 'copy-id'; readonly fileId: string }
  | { readonly wish: 'reveal' | 'upload-again'; readonly upload: RecentUpload };

/** One line of the menu, as plain data that can be compared. */
export type TrayEntry =
  | { readonly kind: 'line' }
  /** Something to read. */
  | { readonly kind: 'words'; readonly label: string }
  | { readonly kind: 'action'; readonly label: string; readonly does: TrayWish }
  | { readonly kind: 'menu'; readonly label: string; readonly entries: readonly TrayEntry[] };

const LINE: TrayEntry = { kind: 'line' };

export function trayMenu(overview: Overview, t: Words, platform: NodeJS.Platform): readonly TrayEntry[] {
  return [
    stateEntry(overview, t),
    LINE,
    action(t('tray.chooseFiles'), { wish: 'choose-files' }),
    action(t('tray.uploadClipboard'), { wish: 'upload-clipboard' }),
    ...recentEntries(overview.recent, t, platform),
    LINE,
    overview.paused
      ? action(t('tray.resume'), { wish: 'resume' })
      : action(t('tray.pause'), { wish: 'pause' }),
    LINE,
    action(t('tray.open'), { wish: 'open' }),
    action(t('tray.settings'), { wish: 'settings' }),
    LINE,
    action(t('tray.quit'), { wish: 'quit' }),
  ];
}

/** Leads to what has to be done, where something has. */
function stateEntry(overview: Overview, t: Words): TrayEntry {
  const label = stateLine(overview, t);
  const to = whereToMend(overview);
  return to === null ? { kind: 'words', label } : action(label, { wish: 'go', to });
}

function whereToMend({ standstill, firstInNeed }: Overview): Go | null {
  if (standstill?.kind === 'configuration') return { screen: 'settings', uploadId: null };
  // Without a connection, the queue is the first run.
  if (standstill?.kind === 'not-connected') return { screen: 'queue', uploadId: null };
  return firstInNeed === null ? null : { screen: 'queue', uploadId: firstInNeed };
}

/** An entry that opens another menu cannot be clicked itself, on no system: so the files stand in two places. */
function recentEntries(
  recent: readonly RecentUpload[],
  t: Words,
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

const action = (label: string, does: TrayWish): TrayEntry => ({ kind: 'action', label, does });
