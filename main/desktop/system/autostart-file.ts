import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { autostartEntry, isAutostartOn } from './autostart-entry.ts';
import type { LoginItem } from './login-item.ts';
import type { Program } from './own-program.ts';

/**
 * The login item on Linux: a file in the person's autostart folder, which they and their desktop can change as well.
 */
export class AutostartFile implements LoginItem {
  readonly #folder: string;
  readonly #path: string;
  readonly #program: Program;

  /** @param configFolder `$XDG_CONFIG_HOME`, or its default */
  constructor(configFolder: string, program: Program) {
    this.#folder = join(configFolder, 'autostart');
    this.#path = join(this.#folder, 'hoist.desktop');
    this.#program = program;
  }

  get state(): 'on' | 'off' {
    return isAutostartOn(this.#read()) ? 'on' : 'off';
  }

  set(isOn: boolean): void {
    if (!isOn) {
      rmSync(this.#path, { force: true });
      return;
    }
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(this.#path, autostartEntry(this.#program));
  }

  /** Updates the path of an AppImage that was moved or renamed. */
  mend(): void {
    if (this.state === 'off' || this.#read() === autostartEntry(this.#program)) return;
    try {
      this.set(true);
    } catch {
      // A file that cannot be written must not keep Hoist from starting.
    }
  }

  #read(): string {
    try {
      return readFileSync(this.#path, 'utf8');
    } catch {
      return '';
    }
  }
}
