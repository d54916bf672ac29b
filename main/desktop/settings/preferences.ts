import { nativeTheme } from 'electron';
import { z } from 'zod';
import type { ChannelOf, Preferences, PreferencesCalls } from '../../../preload/contract/contract.ts';
import type { Ipc } from '../shell/ipc.ts';
import { preferencesChange, preferencesShape } from '../shell/preferences-schema.ts';
import type { SettingsFile } from './settings.ts';

const keptPreferences = z.object(preferencesShape);

type Listener = (now: Preferences, before: Preferences | null) => void;

/** The present preferences. Whoever acts on one subscribes to changes. */
export class PreferencesControl {
  readonly #file: SettingsFile;
  readonly #listeners: Listener[] = [];

  readonly #locked: ReadonlySet<string>;

  /** @param locked the names that the organisation has locked */
  constructor(file: SettingsFile, locked: readonly string[]) {
    this.#file = file;
    this.#locked = new Set(locked);
  }

  get now(): Preferences {
    return keptPreferences.parse(this.#file.read());
  }

  /**
   * @returns all preferences
   * @throws where the settings cannot be written, or the organisation has locked one; then nothing has changed
   */
  change(change: Partial<Preferences>): Preferences {
    const locked = Object.keys(change).filter((name) => this.#locked.has(name));
    if (locked.length > 0) throw new Error(`set by the organisation: ${locked.join(', ')}`);
    return this.#apply(() => this.#file.write(change));
  }

  /** Forgets all choices of the person. */
  reset(): Preferences {
    return this.#apply(() => this.#file.forget(Object.keys(preferencesShape) as (keyof Preferences)[]));
  }

  #apply(change: () => void): Preferences {
    const before = this.now;
    change();
    const { now } = this;
    for (const listener of this.#listeners) listener(now, before);
    return now;
  }

  /** Calls `listener` at once, with null for before, and at each change. */
  subscribe(listener: Listener): void {
    this.#listeners.push(listener);
    listener(this.now, null);
  }
}

/** Lets the window read and change the preferences, and applies the theme. */
export function setupPreferences({ ipc, preferences }: { ipc: Ipc; preferences: PreferencesControl }): void {
  preferences.subscribe((now) => {
    nativeTheme.themeSource = now.theme;
    ipc.push('preferences:changed', now);
  });
  ipc.serve<ChannelOf<PreferencesCalls>>({
    'preferences:get': { payload: [], handle: () => preferences.now },
    'preferences:change': { payload: [preferencesChange], handle: (change) => preferences.change(change) },
  });
}
