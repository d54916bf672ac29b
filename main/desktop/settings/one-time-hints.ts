import type { SettingsFile } from './settings.ts';

/** What is said to a person once and never again. */
export type Hint = 'stays-in-tray' | 'stays-minimised' | 'goes-on-at-next-start';

export class OneTimeHints {
  readonly #file: Pick<SettingsFile, 'read' | 'write'>;

  constructor(file: Pick<SettingsFile, 'read' | 'write'>) {
    this.#file = file;
  }

  /** Whether it has to be said now. From then on it has been, also where that cannot be kept until the next start. */
  claim(hint: Hint): boolean {
    const { saidOnce } = this.#file.read();
    if (saidOnce.includes(hint) || this.#claimed.has(hint)) return false;
    this.#claimed.add(hint);
    try {
      this.#file.write({ saidOnce: [...saidOnce, hint] });
    } catch {
      // On a full disk it will be said once more at the next start.
    }
    return true;
  }

  readonly #claimed = new Set<Hint>();
}
