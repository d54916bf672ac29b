import { app, type BrowserWindow } from 'electron';
import type { Hint, OneTimeHints } from '../settings/one-time-hints.ts';
import type { Translations } from '../shell/i18n.ts';
import { ask } from '../shell/message-box.ts';
import { traysAreShown } from '../shell/tray-support.ts';
import { isOnWayland } from '../system/wayland.ts';
import { type Closing, decideClosing } from './close-policy.ts';

export interface CloseBehaviorOptions {
  readonly saidOnce: Pick<OneTimeHints, 'isFirst'>;
  readonly words: () => Translations;
  readonly window: () => BrowserWindow | null;
  readonly keepInTray: () => boolean;
  /** Whether Hoist has an icon in the tray, wherever the desktop shows one. */
  readonly hasTray: () => boolean;
  readonly hasWork: () => boolean;
}

/** A person goes: out of the window, or out of the app. What may surprise them is said the first time. */
export class CloseBehavior {
  readonly #options: CloseBehaviorOptions;
  #isAsking = false;

  constructor(options: CloseBehaviorOptions) {
    this.#options = options;
  }

  async closing(): Promise<Closing> {
    const { keepInTray, hasTray, window } = this.#options;
    return decideClosing({
      platform: process.platform,
      keepInTray: keepInTray(),
      hasTray: hasTray() && (await traysAreShown()),
      isMinimised: window()?.isMinimized() ?? false,
      isOnWayland: isOnWayland(),
    });
  }

  /** @returns whether Hoist goes on, so that its window has to go out of the way */
  async closed(closing: Exclude<Closing, 'close'>): Promise<boolean> {
    if (closing === 'quit') {
      await this.quit();
      return false;
    }
    if (closing === 'ask') return this.#askWhetherToGoOn();
    const where = closing === 'hide' ? 'stays-in-tray' : 'stays-minimised';
    const t = this.#options.words();
    const goesOn = await this.#sayOnce(where, {
      message: t('leaving.staysMessage'),
      detail: t(closing === 'hide' ? 'leaving.staysInTray' : 'leaving.staysMinimised'),
      buttons: [t('leaving.ok'), t('leaving.quit')],
    });
    if (!goesOn) app.quit();
    return goesOn;
  }

  async #askWhetherToGoOn(): Promise<boolean> {
    if (this.#isAsking) return false;
    this.#isAsking = true;
    const t = this.#options.words();
    try {
      const goesOn = await ask(this.#options.window(), {
        type: 'question',
        message: t('leaving.noTrayMessage'),
        detail: t('leaving.noTray'),
        buttons: [t('leaving.goOn'), t('leaving.quit')],
        defaultId: 0,
        cancelId: 0,
      });
      if (!goesOn) app.quit();
      return goesOn;
    } finally {
      this.#isAsking = false;
    }
  }

  /** All is on disk already, so nothing has to be waited for. The system's own ways to end an app do not come here. */
  async quit(): Promise<void> {
    const t = this.#options.words();
    const quits =
      !this.#options.hasWork() ||
      (await this.#sayOnce('goes-on-at-next-start', {
        message: t('leaving.unfinishedMessage'),
        detail: t('leaving.unfinished'),
        buttons: [t('leaving.quit'), t('leaving.stay')],
      }));
    if (quits) app.quit();
  }

  /** Whether the person goes on with the first button, or has been told before. */
  async #sayOnce(
    hint: Hint,
    message: { readonly message: string; readonly detail: string; readonly buttons: string[] },
  ): Promise<boolean> {
    if (!this.#options.saidOnce.isFirst(hint)) return true;
    return ask(this.#options.window(), { type: 'info', defaultId: 0, cancelId: 0, ...message });
  }
}
