/** The module `nativeTheme`. It really switches `prefers-color-scheme` in each window's page. */
import { appEvents } from '../app-events.ts';
import { StrictEmitter } from '../strict.ts';
import type { WebContents } from '../window/web-contents.ts';
import { WebContents as Contents } from '../window/web-contents.ts';

type Source = Electron.NativeTheme['themeSource'];

class NativeTheme
  extends StrictEmitter
  implements Pick<Electron.NativeTheme, 'themeSource' | 'shouldUseDarkColors'>
{
  #source: Source = 'system';

  constructor() {
    super('nativeTheme', ['updated']);
    appEvents.on('web-contents-created', (_event, contents: WebContents) => this.#apply(contents));
  }

  get themeSource(): Source {
    return this.#source;
  }

  set themeSource(source: Source) {
    if (!['system', 'light', 'dark'].includes(source))
      throw new TypeError(`Error processing themeSource: ${source}`);
    const was = this.shouldUseDarkColors;
    this.#source = source;
    for (const contents of Contents.all()) this.#apply(contents);
    if (was !== this.shouldUseDarkColors) this.emit('updated');
  }

  get shouldUseDarkColors(): boolean {
    if (this.#source !== 'system') return this.#source === 'dark';
    return process.env['HOIST_STAND_IN_SYSTEM_THEME'] === 'dark';
  }

  #apply(contents: WebContents): void {
    void contents.page().then(({ session }) => {
      const value = this.shouldUseDarkColors ? 'dark' : 'light';
      session.tell('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });
    });
  }
}

export const nativeTheme = new NativeTheme();
