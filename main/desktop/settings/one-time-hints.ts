import type { SettingsFile } from './settings.ts';

/** Explanations that a person sees only once. */
export type Hint = 'stays-in-tray' | 'stays-minimised' | 'goes-on-at-next-start';

export class OneTimeHints {
  readonly #file: Pick<SettingsFile, 'read' | 'write'>;

  constructor(file: Pick<SettingsFile, 'read' | 'write'>) {
    this.#file = file;
  }

  /**
   * Marks a hint as shown.
   * @returns whether it was not shown before
   */
  claim(hint: Hint): boolean {
    // Settings files call the shown hints `saidOnce`.
    const { saidOnce: shown } = this.#file.read();
    if (shown.includes(hint) || this.#claimed.has(hint)) return false;
    this.#claimed.add(hint);
    try {
      this.#file.write({ saidOnce: [...shown, hint] });
    } catch {
      // On a full disk, the hint comes once more after the next start.
    }
    return true;
  }

  readonly #claimed = new Set<Hint>();
}
