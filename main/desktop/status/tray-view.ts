import type { Overview } from './status.ts';
import { stateLine } from './status-text.ts';
import type { Words } from '../shell/i18n.ts';
import { type Look, lookOf } from './tray-image.ts';
import { type TrayEntry, trayMenu } from './tray-menu.ts';

/** All that the tray shows. */
export interface TrayView {
  readonly look: Look;
  /** When the pointer rests on the icon. */
  readonly tip: string;
  /** How far the batch is, beside the icon where the system shows words there; empty while nothing moves. */
  readonly title: string;
  readonly menu: readonly TrayEntry[];
}

export function trayView(overview: Overview, t: Words, platform: NodeJS.Platform): TrayView {
  const look = lookOf(overview);
  const percent = Math.floor(overview.batch.progress * 100);
  return {
    look,
    tip: t('tray.tip', { state: stateLine(overview, t) }),
    title: look === 'working' ? t('tray.percent', { percent }) : '',
    menu: trayMenu(overview, t, platform),
  };
}
