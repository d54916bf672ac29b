/** Characters (UTF-16 units) of text kept for a file; what comes after is dropped and `full` says so. */
export const longestText = 2_000_000;

/** Where extracted text goes: at most `longestText` of it in memory, whatever the document unfolds to. */
export class TextSink {
  #text = '';
  #full = false;
  #blank = true;

  /** True once something had to be dropped: the extractor may stop. */
  get full(): boolean {
    return this.#full;
  }

  /** True while nothing but white space came. */
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

  /** Without the half of a surrogate pair that a cut may leave. */
  text(): string {
    return this.#text.replace(/[\uD800-\uDBFF]$/, '');
  }
}
