import { app, type BrowserWindow } from 'electron';
import type { Engine } from '../../core/engine.ts';
import { endsText, type Leaving } from '../connection/connection-questions.ts';
import type { Hint, OneTimeHints } from '../settings/one-time-hints.ts';
import type { PreferencesControl } from '../settings/preferences.ts';
import type { Translations } from '../shell/i18n.ts';
import type { Log } from '../shell/log.ts';
import { ask } from '../shell/message-box.ts';
import { traysAreShown } from '../shell/tray-support.ts';
import { isOnWayland } from '../system/wayland.ts';
import { type Closing, decideClosing } from './close-policy.ts';
import type { MainWindow } from './main-window.ts';

export interface CloseBehaviorOptions {
  readonly mainWindow: MainWindow;
  readonly engine: Engine;
  readonly preferences: PreferencesControl;
  readonly hints: Pick<OneTimeHints, 'claim'>;
  readonly log: Pick<Log, 'error'>;
  readonly translations: () => Translations;
}

/** Decides what happens when a person closes the window or quits, and explains surprises the first time. */
export class CloseBehavior {
  readonly #options: CloseBehaviorOptions;
  #hasTray = false;
  #leaving: () => Leaving | null = () => null;
  #isAsking = false;

  constructor(options: CloseBehaviorOptions) {
    this.#options = options;
    const { mainWindow, log } = options;
    mainWindow.on('closing', (window) => {
      this.#close(window).catch((error) => log.error('closing the window', error));
    });
    mainWindow.on('crashed', () => void this.#offerToReopen());
  }

  /** Allows the window to hide, since Hoist has an icon in the tray, wherever the desktop shows one. */
  trayIsThere(): void {
    this.#hasTray = true;
  }

  /** @param leaving what would end with Hoist, without a way back; null where that is nothing */
  endsWithHoist(leaving: () => Leaving | null): void {
    this.#leaving = leaving;
  }

  async #close(window: BrowserWindow): Promise<void> {
    const { mainWindow, preferences } = this.#options;
    const closing = decideClosing({
      platform: process.platform,
      keepInTray: preferences.now.keepInTray,
      hasTray: this.#hasTray && (await traysAreShown()),
      isMinimised: mainWindow.current?.isMinimized() ?? false,
      isOnWayland: isOnWayland(),
    });
    if (window.isDestroyed()) return;
    if (closing === 'close') {
      window.destroy();
      return;
    }
    if (!(await this.#staysRunning(closing)) || window.isDestroyed()) return;
    if (closing === 'hide') mainWindow.hide();
    else window.minimize();
  }

  /** @returns whether Hoist keeps running, so that its window must hide or minimise */
  async #staysRunning(closing: Exclude<Closing, 'close'>): Promise<boolean> {
    if (closing === 'quit') {
      await this.quit();
      return false;
    }
    if (closing === 'ask') return this.#askWhetherToGoOn();
    const hint = closing === 'hide' ? 'stays-in-tray' : 'stays-minimised';
    const t = this.#options.translations();
    const staysRunning = await this.#explainOnce(hint, {
      message: t('closing.staysMessage'),
      detail: t(closing === 'hide' ? 'closing.staysInTray' : 'closing.staysMinimised'),
      buttons: [t('closing.ok'), t('closing.quit')],
    });
    if (!staysRunning) await this.#end();
    return staysRunning;
  }

  async #askWhetherToGoOn(): Promise<boolean> {
    if (this.#isAsking) return false;
    this.#isAsking = true;
    const t = this.#options.translations();
    try {
      const staysRunning = await ask(this.#options.mainWindow.current, {
        type: 'question',
        message: t('closing.noTrayMessage'),
        detail: t('closing.noTray'),
        buttons: [t('closing.goOn'), t('closing.quit')],
        defaultId: 0,
        cancelId: 0,
      });
      if (!staysRunning) await this.#end();
      return staysRunning;
    } finally {
      this.#isAsking = false;
    }
  }

  /** Quits for a person. The system's own ways to end an app do not come here. */
  async quit(): Promise<void> {
    const t = this.#options.translations();
    const quits =
      !this.#hasWork() ||
      this.#leaving() !== null ||
      (await this.#explainOnce('goes-on-at-next-start', {
        message: t('closing.unfinishedMessage'),
        detail: t('closing.unfinished'),
        buttons: [t('closing.quit'), t('closing.stay')],
      }));
    if (quits) await this.#end();
  }

  /** Quits, with the person's yes where something would be lost. */
  async #end(): Promise<void> {
    const leaving = this.#leaving();
    const t = this.#options.translations();
    const quits =
      leaving === null ||
      (await ask(this.#options.mainWindow.current, {
        type: 'question',
        message: t('closing.sandboxMessage'),
        detail: `${endsText(leaving, t)}\n\n${t('leaveSandbox.stays')}`,
        buttons: [t('closing.quit'), t('leaveSandbox.cancel')],
        defaultId: 1,
        cancelId: 1,
      }));
    if (quits) app.quit();
  }

  #hasWork(): boolean {
    const { engine } = this.#options;
    return !engine.queue.idle || engine.scans.isRunning;
  }

  async #offerToReopen(): Promise<void> {
    const t = this.#options.translations();
    const wantsIt = await ask(null, {
      type: 'warning',
      message: t('uncaughtError.windowMessage'),
      detail: t('uncaughtError.windowDetail'),
      buttons: [t('uncaughtError.openAgain'), t('closing.quit')],
      defaultId: 0,
      cancelId: 0,
    });
    if (wantsIt) this.#options.mainWindow.show();
    else await this.quit();
  }

  /** @returns whether the person chose the first button, or has seen the explanation before */
  async #explainOnce(
    hint: Hint,
    message: { readonly message: string; readonly detail: string; readonly buttons: string[] },
  ): Promise<boolean> {
    if (!this.#options.hints.claim(hint)) return true;
    return ask(this.#options.mainWindow.current, { type: 'info', defaultId: 0, cancelId: 0, ...message });
  }
}
