import type { Engine } from '../../core/engine.ts';
import type { StartWish } from '../shell/command-line.ts';
import type { MainWindow } from '../windows/main-window.ts';
import { addNamed } from './add-files.ts';
import type { PreferencesControl } from '../settings/preferences.ts';
import type { QuickWays } from './add-actions.ts';
import { startAnew } from '../system/relaunch.ts';
import { whenFocused } from '../windows/when-focused.ts';

export interface FulfilmentParts {
  readonly engine: Engine;
  readonly preferences: PreferencesControl;
  readonly quickWays: QuickWays;
  readonly window: MainWindow;
  readonly isLeaving: () => boolean;
}

/** Does what is wished for at a start, by a second start, or by the system. */
export class Fulfilment {
  readonly #parts: FulfilmentParts;

  constructor(parts: FulfilmentParts) {
    this.#parts = parts;
  }

  /** In front of the person, unless they want it hidden. */
  async inSight(asked: StartWish): Promise<void> {
    const { window, isLeaving } = this.#parts;
    if (!asked.isHidden && !isLeaving()) window.show();
    await this.quietly(asked);
  }

  async quietly(asked: StartWish): Promise<void> {
    const { engine, preferences, isLeaving } = this.#parts;
    // What this process would take now would end with it.
    if (isLeaving()) return startAnew(asked);
    const added = addNamed(engine, asked.files, preferences.now.retention);
    await Promise.all([added, asked.uploadsClipboard && this.#uploadClipboard()]);
  }

  async #uploadClipboard(): Promise<void> {
    await whenFocused(this.#parts.window.current);
    await this.#parts.quickWays.uploadClipboard();
  }
}
