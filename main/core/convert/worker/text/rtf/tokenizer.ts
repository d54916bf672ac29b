/** What RTF consists of (RTF 1.9.1, "RTF syntax"). */
export interface RtfEvents {
  openGroup(): void;
  closeGroup(): void;
  /** @param parameter null where the word has none */
  word(name: string, parameter: number | null): void;
  /** A control symbol such as `\~`. */
  symbol(character: string): void;
  /** A byte of text, in the code page of its font. */
  byte(code: number): void;
}

const WORD = /^\\([a-zA-Z]{1,32})(-?\d{1,10})? ?/;
/** The longest control word with its parameter. */
const LONGEST_WORD = 48;

/** Reads RTF piece by piece. A control word is read once it is whole. */
export class RtfTokenizer {
  readonly #events: RtfEvents;
  #pending = '';
  /** Bytes of a picture or the like that are still to come. */
  #binaryLeft = 0;

  constructor(events: RtfEvents) {
    this.#events = events;
  }

  /** @param chunk each character is a byte */
  write(chunk: string): void {
    const text = this.#pending + chunk;
    this.#pending = text.slice(this.#read(text, false));
  }

  end(): void {
    this.#read(this.#pending, true);
  }

  /** @returns where the reading ended: before a control whose end has not come yet */
  #read(text: string, isEnd: boolean): number {
    let at = 0;
    while (at < text.length) {
      if (this.#binaryLeft > 0) {
        const skipped = Math.min(this.#binaryLeft, text.length - at);
        this.#binaryLeft -= skipped;
        at += skipped;
        continue;
      }
      const character = text[at];
      if (character === '\\') {
        const length = this.#control(text, at, isEnd);
        if (length === 0) return at;
        at += length;
        continue;
      }
      if (character === '{') this.#events.openGroup();
      else if (character === '}') this.#events.closeGroup();
      else if (character !== '\r' && character !== '\n') this.#events.byte(text.charCodeAt(at));
      at += 1;
    }
    return at;
  }

  /** @returns how long the control is; 0 where its end has not come yet */
  #control(text: string, at: number, isEnd: boolean): number {
    const word = WORD.exec(text.slice(at, at + LONGEST_WORD));
    if (word === null) return this.#symbol(text, at, isEnd);
    const [whole, name = '', parameter] = word;
    if (!isEnd && at + whole.length === text.length) return 0;
    const number = parameter === undefined ? null : Number(parameter);
    if (name === 'bin') this.#binaryLeft = Math.max(0, number ?? 0);
    else this.#events.word(name, number);
    return whole.length;
  }

  #symbol(text: string, at: number, isEnd: boolean): number {
    const symbol = text[at + 1];
    if (symbol === undefined) return isEnd ? 1 : 0;
    if (symbol !== "'") {
      this.#events.symbol(symbol);
      return 2;
    }
    if (at + 4 > text.length) return isEnd ? text.length - at : 0;
    const code = Number.parseInt(text.slice(at + 2, at + 4), 16);
    if (!Number.isNaN(code)) this.#events.byte(code);
    return 4;
  }
}
