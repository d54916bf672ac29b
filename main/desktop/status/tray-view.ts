import type { Translations } from '../shell/i18n.ts';
import type { AppStatus } from './status.ts';
import { statusText } from './status-text.ts';
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

export function trayView(status: AppStatus, t: Translations, platform: NodeJS.Platform): TrayView {
  const look = lookOf(status);
  const percent = Math.floor(status.batch.progress * 100);
  return {
    look,
    tip: t('tray.tip', { state: statusText(status, t) }),
    title: look === 'working' ? t('tray.percent', { percent }) : '',
    menu: trayMenu(status, t, platform),
  };
}
