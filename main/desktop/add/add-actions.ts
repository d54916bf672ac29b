import type { AddResult } from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import { StoreError } from '../../core/model/store-error.ts';
import type { FileDialogs } from '../settings/file-dialogs.ts';
import type { PreferencesControl } from '../settings/preferences.ts';
import type { TranslationKey, Translations } from '../shell/i18n.ts';
import type { HoistWindow } from '../shell/ipc.ts';
import type { Log } from '../shell/log.ts';
import { ask } from '../shell/message-box.ts';
import type { Navigation } from '../windows/navigation.ts';
import { addNamed } from './add-files.ts';
import { choosePaths } from './choose-paths.ts';
import type { ClipboardUpload } from './clipboard-upload.ts';

export interface AddActionsOptions {
  readonly engine: Engine;
  readonly preferences: PreferencesControl;
  readonly clipboardUpload: ClipboardUpload;
  readonly dialogs: FileDialogs;
  readonly navigation: Navigation;
  readonly translations: () => Translations;
  readonly mainWindow: HoistWindow;
  readonly log: Pick<Log, 'error'>;
}

/** Adds files from the menus and the shortcut. A dialog says where there is nothing to upload. */
export class AddActions {
  readonly #parts: AddActionsOptions;

  constructor(parts: AddActionsOptions) {
    this.#parts = parts;
  }

  /** Asks for files or folders, and shows the queue that they are added to. */
  async choose(what: 'files' | 'folder'): Promise<void> {
    const { engine, preferences, translations, dialogs } = this.#parts;
    const paths = await choosePaths(what, engine.queue, translations(), dialogs);
    if (paths.length === 0) return;
    this.#showQueue();
    await this.#sayNothing('add.nothingThere', await addNamed(engine, paths, preferences.now.retention));
  }

  async uploadClipboard(): Promise<void> {
    const { clipboardUpload, preferences } = this.#parts;
    try {
      await this.#sayNothing('add.nothingCopied', await clipboardUpload.upload(preferences.now.retention));
    } catch (error) {
      // The disk is full, which the window shows.
      if (error instanceof StoreError) this.#showQueue();
      else await this.#sayClipboardFailed(error);
    }
  }

  /** A desktop may refuse to read the clipboard, or the disk has no space for its text. */
  async #sayClipboardFailed(error: unknown): Promise<void> {
    const { log, translations, mainWindow } = this.#parts;
    log.error('uploading the clipboard', error);
    const { code } = error as NodeJS.ErrnoException;
    const reason = code ?? (error instanceof Error ? error.message : String(error));
    const t = translations();
    await ask(mainWindow.current, {
      type: 'warning',
      message: t('add.clipboardFailed'),
      detail: t('add.clipboardFailedDetail', { reason: reason.replace(/\.$/, '') }),
      buttons: [t('add.ok')],
    });
  }

  #showQueue(): void {
    this.#parts.navigation.go({ screen: 'queue', uploadId: null });
  }

  async #sayNothing(message: TranslationKey, { queued, skipped, undecided }: AddResult): Promise<void> {
    if (queued > 0) return;
    // The list shows why each file was skipped, and what there is to decide.
    if (skipped + undecided > 0) return this.#showQueue();
    const { translations, mainWindow } = this.#parts;
    const t = translations();
    await ask(mainWindow.current, { type: 'info', message: t(message), buttons: [t('add.ok')] });
  }
}
