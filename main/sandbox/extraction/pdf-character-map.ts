/** Codes and ranges kept of a document's maps; a font has 65,536 codes at most, in far fewer ranges. */
const mostCharacters = 100_000;
const mostRanges = 5_000;

interface CodeRange {
  readonly first: number;
  readonly last: number;
  /** The first code's, whose last unit counts up. */
  readonly start: string;
}

/** From codes in upper-case hex digits, as many as a font uses, to their texts. The first that names a code wins. */
export class CharacterMap {
  readonly #texts = new Map<string, string>();
  /** By the number of their digits. They may overlap, so none is unfolded before one of its codes is met. */
  readonly #ranges = new Map<number, CodeRange[]>();
  #count = 0;

  get(code: string): string | undefined {
    const known = this.#texts.get(code);
    const ranges = this.#ranges.get(code.length);
    if (known !== undefined || ranges === undefined) return known;
    const number = Number.parseInt(code, 16);
    const range = ranges.find(({ first, last }) => first <= number && number <= last);
    if (range === undefined) return undefined;
    const { first, start } = range;
    const text =
      start.slice(0, -1) + String.fromCharCode(start.charCodeAt(start.length - 1) + number - first);
    this.#texts.set(code, text);
    return text;
  }

  put(code: string, text: string): void {
    if (this.#texts.size < mostCharacters && this.get(code) === undefined) this.#texts.set(code, text);
  }

  /** @param digits of each of its codes */
  putRange(digits: number, range: CodeRange): void {
    this.#count += 1;
    if (this.#count > mostRanges) return;
    const ranges = this.#ranges.get(digits) ?? [];
    this.#ranges.set(digits, ranges);
    ranges.push(range);
  }
}

/** Adds a ToUnicode map (PDF 32000-1, 9.10.3) to `characters`. */
export function readCharacterMap(map: string, characters: CharacterMap): void {
  for (const body of sections(map, 'bfchar')) {
    for (const [, code = '', text = ''] of body.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f\s]*)>/gi)) {
      characters.put(code.toUpperCase(), utf16(text));
    }
  }
  for (const body of sections(map, 'bfrange')) {
    const ranges = body.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*(?:<([0-9a-f\s]*)>|\[([^[\]]*)\])/gi);
    for (const [, from = '', to = '', start, list] of ranges) {
      const [first, last] = [Number.parseInt(from, 16), Number.parseInt(to, 16)];
      if (list === undefined) characters.putRange(from.length, { first, last, start: utf16(start ?? '') });
      else putList(characters, { first, last, digits: from.length, texts: list.match(/[0-9a-f]+/gi) ?? [] });
    }
  }
}

/** What lies between `begin…` and `end…`, in time linear in the map whatever is missing. */
function* sections(map: string, name: string): Generator<string> {
  for (let begin = map.indexOf(`begin${name}`); begin !== -1; begin = map.indexOf(`begin${name}`, begin)) {
    const end = map.indexOf(`end${name}`, begin);
    if (end === -1) return;
    yield map.slice(begin + `begin${name}`.length, end);
    begin = end;
  }
}

/** One text for each code. */
function putList(
  characters: CharacterMap,
  { first, last, digits, texts }: { first: number; last: number; digits: number; texts: readonly string[] },
): void {
  for (const [index, text] of texts.entries()) {
    if (first + index > last) return;
    characters.put((first + index).toString(16).toUpperCase().padStart(digits, '0'), utf16(text));
  }
}

/** Big-endian hex digits to text. */
function utf16(hex: string): string {
  const units = hex.replace(/\s/g, '').match(/[0-9a-f]{4}/gi) ?? [];
  return units.map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join('');
}
