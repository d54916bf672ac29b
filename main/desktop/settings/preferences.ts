import { z } from 'zod';
import type { Preferences } from '../../../preload/contract/contract.ts';
import { preferencesShape } from '../shell/preferences-schema.ts';
import type { SettingsFile } from './settings.ts';

const keptPreferences = z.object(preferencesShape);

type Listener = (now: Preferences, before: Preferences | null) => void;

/** The preferences of now; whoever acts on one is told of each change. */
export class PreferencesControl {
  readonly #file: SettingsFile;
  readonly #listeners: Listener[] = [];

  constructor(file: SettingsFile) {
    this.#file = file;
  }

  get now(): Preferences {
    return keptPreferences.parse(this.#file.read());
  }

  /** @throws where the settings cannot be written; then nothing has changed */
  change(change: Partial<Preferences>): Preferences {
    const before = this.now;
    this.#file.write(change);
    const { now } = this;
    for (const listener of this.#listeners) listener(now, before);
    return now;
  }

  /** Calls `listener` at once, with null for before, and at each change. */
  follow(listener: Listener): void {
    this.#listeners.push(listener);
    listener(this.now, null);
  }
}
