/** The longest text of a file, in UTF-16 units. The rest is dropped, and `full` becomes true. */
export const longestText = 2_000_000;

/** Collects extracted text: at most `longestText` of it, however much the document contains. */
export class TextSink {
  #text = '';
  #full = false;
  #blank = true;

  /** Whether text has been dropped, so that the extractor may stop. */
  get full(): boolean {
    return this.#full;
  }

  /** Whether all text so far is white space. */
  get blank(): boolean {
    return this.#blank;
  }

  add(text: string): void {
    if (this.#full) return;
    const room = longestText - this.#text.length;
    const kept = text.length > room ? text.slice(0, room) : text;
    this.#full = text.length > room;
    this.#text += kept;
    if (this.#blank && kept.trim() !== '') this.#blank = false;
  }

  /** @returns the text, without half a surrogate pair at a cut */
  text(): string {
    return this.#text.replace(/[\uD800-\uDBFF]$/, '');
  }
}
