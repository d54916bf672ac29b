import { clipboard } from 'electron';
import type { AddResult, Retention } from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import type { Translations } from '../shell/i18n.ts';
import { addNamed, addPaths } from './add-files.ts';
import { copiedFiles, FILE_FORMATS, type Payloads } from './clipboard-files.ts';
import { ClipboardTexts } from './clipboard-texts.ts';
import { nameOfText } from './text-name.ts';

/** Electron's wrapping of a system's format name. */
const SYSTEM_FORMAT = /^electron application\/osclipboard;\s*format="(.*)"$/;

/** Uploads the files on the clipboard, or else its text as a .txt file. */
export class ClipboardUpload {
  readonly #engine: Engine;
  readonly #texts: ClipboardTexts;
  readonly #translations: () => Translations;
  readonly #recover: ReturnType<ClipboardTexts['recover']>;

  /** @param folder stores texts until they are uploaded */
  constructor(options: { engine: Engine; folder: string; translations: () => Translations }) {
    this.#engine = options.engine;
    this.#texts = new ClipboardTexts(options.folder, options.engine.queue.uploads);
    this.#translations = options.translations;
    this.#recover = this.#texts.recover();
  }

  /** The clipboard holds nothing to upload where the result has nothing in it. */
  async upload(retention: Retention): Promise<AddResult> {
    const files = copiedFiles(await entries());
    if (files.length > 0) return addPaths(this.#engine, files, retention);
    const text = await clipboard.readText();
    if (text.trim() === '') return { queued: 0, skipped: 0, undecided: 0 };
    return this.#uploadText(text, retention);
  }

  /** Queues the texts that the last end of Hoist kept from the queue. */
  async resume(): Promise<void> {
    for (const { path, retention } of await this.#recover) {
      await addNamed(this.#engine, [path], retention);
      await this.#texts.markQueued(path);
    }
  }

  async #uploadText(text: string, retention: Retention): Promise<AddResult> {
    // A text that is being written would look like an unfinished one.
    await this.#recover;
    const name = nameOfText(text, this.#translations()('clipboard.name'), Date.now());
    const path = await this.#texts.save(text, name, retention);
    const added = await addPaths(this.#engine, [path], retention).catch(async (error: unknown) => {
      // The caller gets the error, so the text must not be uploaded later.
      await this.#texts.discard(path);
      throw error;
    });
    await this.#texts.markQueued(path);
    return added;
  }
}

/** The clipboard's entries in formats that name files. */
async function entries(): Promise<Payloads[]> {
  const items = await clipboard.read();
  return Promise.all(
    items.map(async (item) => {
      const payloads = new Map<string, Buffer>();
      for (const type of item.types) {
        const format = SYSTEM_FORMAT.exec(type)?.[1] ?? type;
        if (!FILE_FORMATS.includes(format)) continue;
        const payload = await item.getType(type);
        if (payload instanceof Blob) payloads.set(format, Buffer.from(await payload.arrayBuffer()));
      }
      return payloads;
    }),
  );
}
