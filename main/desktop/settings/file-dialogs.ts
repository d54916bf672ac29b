import { join } from 'node:path';
import { app, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import type { HoistWindow } from '../shell/ipc.ts';
import { dialogParent } from '../shell/message-box.ts';
import { type DialogPurpose, LastFolders } from './last-folders.ts';
import type { SettingsFile } from './settings.ts';

/** Opens the system's dialogs for files and folders. Each begins in the folder of the last one. */
export class FileDialogs {
  readonly #lastFolders: LastFolders;
  readonly #window: HoistWindow;

  constructor(file: Pick<SettingsFile, 'read' | 'write'>, window: HoistWindow) {
    this.#lastFolders = new LastFolders(file);
    this.#window = window;
  }

  /** @returns the chosen paths; none where the person chose none */
  async open(
    purpose: Exclude<DialogPurpose, 'save'>,
    wanted: Omit<OpenDialogOptions, 'defaultPath'>,
  ): Promise<readonly string[]> {
    const folder = await this.#lastFolders.get(purpose);
    const options = folder === null ? wanted : { ...wanted, defaultPath: folder };
    const parent = dialogParent(this.#window.current);
    const { canceled, filePaths } =
      parent === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(parent, options);
    const [first] = filePaths;
    if (canceled || first === undefined) return [];
    this.#lastFolders.remember(purpose, first);
    return filePaths;
  }

  /**
   * @param wanted.name the file's name that is offered. It goes to Electron with a folder, since a bare name is taken
   *   for one in the folder that Hoist was started in.
   * @returns the chosen path; null where the person chose none
   */
  async save({
    name,
    ...wanted
  }: Omit<SaveDialogOptions, 'defaultPath'> & { readonly name: string }): Promise<string | null> {
    const folder = (await this.#lastFolders.get('save')) ?? app.getPath('downloads');
    const options = { ...wanted, defaultPath: join(folder, name) };
    const parent = dialogParent(this.#window.current);
    const { canceled, filePath } =
      parent === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(parent, options);
    if (canceled || filePath === '') return null;
    this.#lastFolders.remember('save', filePath);
    return filePath;
  }
}
