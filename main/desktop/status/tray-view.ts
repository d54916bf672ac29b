import type { Translations } from '../shell/i18n.ts';
import type { AppStatus } from './status.ts';
import { statusText } from './status-text.ts';
import { type Look, lookOf } from './tray-image.ts';
import { type TrayEntry, trayMenu } from './tray-menu.ts';

/** The content of the tray. */
export interface TrayView {
  readonly look: Look;
  /** The tooltip. */
  readonly tip: string;
  /** The batch's progress beside the icon, on systems that show text there; empty while nothing proceeds. */
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
