import { ConversionError } from '../conversion.ts';
import type { OutputFile, OutputFolder } from './output-folder.ts';

const TEXT = 'text/plain';
/** Written at once, in UTF-16 units. */
const BUFFER_LENGTH = 256 * 1024;
const NEW_LINE = 0x0a;

/**
 * Writes a text as UTF-8 files within the server's size limit, cut at line ends. A line that is longer than a file is cut
 * between two characters.
 */
export class TextFile {
  readonly #output: OutputFolder;
  readonly #name: string;
  readonly #paths: string[] = [];
  #pending = '';
  #file: OutputFile | null = null;
  #isBlank = true;

  /** @param name of the document; the text is named after it: `Slides.pptx.txt` */
  constructor(output: OutputFolder, name: string) {
    this.#output = output;
    this.#name = `${name}.txt`;
  }

  write(text: string): void {
    if (this.#isBlank && text.trim() !== '') this.#isBlank = false;
    this.#pending += text;
    if (this.#pending.length >= BUFFER_LENGTH) this.#flush(false);
  }

  /**
   * Ends the text, and adds its files to the outputs.
   * @throws {ConversionError} `document_without_text` where all of it is white space
   */
  end(): void {
    if (this.#isBlank) throw new ConversionError({ code: 'document_without_text' });
    this.#flush(true);
    this.#file?.close();
    this.#output.addParts(this.#paths, this.#name, TEXT);
  }

  #flush(isEnd: boolean): void {
    let text = this.#pending;
    this.#pending = '';
    // The other half of a pair comes with the next piece.
    if (!isEnd && /[\uD800-\uDBFF]$/.test(text)) {
      this.#pending = text.slice(-1);
      text = text.slice(0, -1);
    }
    const bytes = Buffer.from(text.toWellFormed(), 'utf8');
    this.#output.countMade(bytes.length);
    for (let rest: Buffer = bytes; rest.length > 0; ) rest = this.#writeSome(rest);
  }

  /** @returns what the present file had no room for */
  #writeSome(bytes: Buffer): Buffer {
    this.#file ??= this.#open();
    const file = this.#file;
    const room = this.#output.maxSizeBytes - file.sizeBytes;
    if (bytes.length <= room) {
      file.write(bytes);
      return bytes.subarray(bytes.length);
    }
    const cut = cutAt(bytes, room, file.sizeBytes > 0);
    file.write(bytes.subarray(0, cut));
    file.close();
    this.#file = null;
    return bytes.subarray(cut);
  }

  #open(): OutputFile {
    const file = this.#output.open();
    this.#paths.push(file.path);
    return file;
  }
}

/** @returns how many of the first `room` bytes go into this file: up to a line end, else to a character's end */
function cutAt(bytes: Buffer, room: number, hasMore: boolean): number {
  const lineEnd = room === 0 ? -1 : bytes.lastIndexOf(NEW_LINE, room - 1);
  if (lineEnd >= 0 || hasMore) return lineEnd + 1;
  let end = room;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  if (end === 0) throw new ConversionError({ code: 'line_too_large' });
  return end;
}
