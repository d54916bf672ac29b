import { clipboard } from 'electron';
import type { AddResult, Retention } from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import type { Translations } from '../shell/i18n.ts';
import { addNamed, addPaths } from './add-files.ts';
import { copiedFiles, FILE_FORMATS, type Payloads } from './clipboard-files.ts';
import { ClipboardTexts } from './clipboard-texts.ts';
import { nameOfText } from './text-name.ts';

/** How Electron wraps the name of a system's own format. */
const SYSTEM_FORMAT = /^electron application\/osclipboard;\s*format="(.*)"$/;

/** Uploads what is on the clipboard: files, or else text as a .txt file. */
export class ClipboardUpload {
  readonly #engine: Engine;
  readonly #texts: ClipboardTexts;
  readonly #words: () => Translations;
  readonly #leftBehind: ReturnType<ClipboardTexts['leftBehind']>;

  /** @param folder where texts lie until they are uploaded */
  constructor(options: { engine: Engine; folder: string; words: () => Translations }) {
    this.#engine = options.engine;
    this.#texts = new ClipboardTexts(options.folder, options.engine.queue.uploads);
    this.#words = options.words;
    this.#leftBehind = this.#texts.leftBehind();
  }

  /** Nothing queued and nothing skipped means that there is nothing to upload. */
  async upload(retention: Retention): Promise<AddResult> {
    const files = copiedFiles(await entries());
    if (files.length > 0) return addPaths(this.#engine, files, retention);
    const text = await clipboard.readText();
    if (text.trim() === '') return { queued: 0, skipped: 0 };
    return this.#uploadText(text, retention);
  }

  /** Queues the texts that the last end of Hoist kept from it. */
  async resume(): Promise<void> {
    for (const { path, retention } of await this.#leftBehind) {
      await addNamed(this.#engine, [path], retention);
      await this.#texts.queued(path);
    }
  }

  async #uploadText(text: string, retention: Retention): Promise<AddResult> {
    // A text that is being written would look like one that was left unfinished.
    await this.#leftBehind;
    const name = nameOfText(text, this.#words()('clipboard.name'), Date.now());
    const path = await this.#texts.keep(text, name, retention);
    const added = await addPaths(this.#engine, [path], retention).catch(async (error: unknown) => {
      // Whoever asked hears of it: the text must not be uploaded by itself later on.
      await this.#texts.discard(path);
      throw error;
    });
    await this.#texts.queued(path);
    return added;
  }
}

/** What the clipboard holds in formats that name files. */
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
