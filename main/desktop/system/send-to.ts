import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ShortcutDetails } from 'electron';
import type { Program } from './own-program.ts';

/** Hoist's entry in the “Send to” menu of Windows' Explorer: a shortcut in a folder of the person. */
export class SendTo {
  readonly #path: string;
  readonly #program: Program;
  readonly #writeLink: (path: string, link: ShortcutDetails) => boolean;

  /**
   * @param options.appData `%APPDATA%`
   * @param options.writeLink Electron's `shell.writeShortcutLink`, to make or replace one
   */
  constructor(options: {
    readonly appData: string;
    readonly program: Program;
    readonly writeLink: (path: string, link: ShortcutDetails) => boolean;
  }) {
    this.#path = join(options.appData, 'Microsoft', 'Windows', 'SendTo', 'Hoist.lnk');
    this.#program = options.program;
    this.#writeLink = options.writeLink;
  }

  get isThere(): boolean {
    return existsSync(this.#path);
  }

  /** @throws where the shortcut cannot be made or removed */
  set(isWanted: boolean): void {
    if (!isWanted) {
      rmSync(this.#path, { force: true });
      return;
    }
    const { path, args } = this.#program;
    const link = { target: path, args: args.map((argument) => `"${argument}"`).join(' ') };
    if (!this.#writeLink(this.#path, link))
      throw new Error(`Windows did not make the shortcut ${this.#path}`);
  }
}
