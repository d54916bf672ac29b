import { app, shell } from 'electron';
import type { SystemState } from '../../../preload/contract/contract.ts';
import type { ClipboardShortcut } from './clipboard-shortcut.ts';
import { ownProgram } from './own-program.ts';
import { SendTo } from './send-to.ts';
import { systemLoginItem } from './system-login-item.ts';

/** Hoist's places in the system. The state is read each time, because the person can change it there. */
export class SystemPlaces {
  readonly #loginItem;
  readonly #sendTo;
  readonly shortcut: ClipboardShortcut;

  constructor(shortcut: ClipboardShortcut) {
    this.shortcut = shortcut;
    const { isPackaged } = app;
    const here = { execPath: process.execPath, appPath: app.getAppPath(), isPackaged };
    const program = ownProgram({ ...here, environment: process.env });
    this.#loginItem = systemLoginItem(program);
    this.#sendTo = process.platform === 'win32' ? sendToMenu(program) : null;
  }

  get state(): SystemState {
    return {
      startAtLogin: this.#loginItem.state,
      sendTo: this.#sendTo?.isThere ?? null,
      shortcut: this.shortcut.state,
    };
  }

  setStartAtLogin(isOn: boolean): SystemState {
    this.#loginItem.set(isOn);
    return this.state;
  }

  setSendTo(isOn: boolean): SystemState {
    this.#sendTo?.set(isOn);
    return this.state;
  }

  /** Resets all places to their first state. */
  reset(): void {
    this.setStartAtLogin(false);
    this.setSendTo(false);
  }
}

function sendToMenu(program: ConstructorParameters<typeof SendTo>[0]['program']): SendTo {
  const writeLink = (path: string, link: Electron.ShortcutDetails) =>
    shell.writeShortcutLink(path, 'create', link);
  return new SendTo({ appData: app.getPath('appData'), program, writeLink });
}
