/** Codes kept of a document's maps; a font has 65,536 at most. */
const mostCharacters = 100_000;
/** Codes that the ranges of one map are looked through for, which may overlap: a font has no more. */
const mostCodes = 65_536;
/** `00` to `FF`: to write a number in hex costs several times what looking it up costs. */
const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).toUpperCase().padStart(2, '0'));

/**
 * Adds a ToUnicode map (PDF 32000-1, 9.10.3) to `characters`, from a code in upper-case hex digits, as many as the font uses,
 * to its text. The first map that names a code wins.
 */
export function readCharacterMap(map: string, characters: Map<string, string>): void {
  for (const body of sections(map, 'bfchar')) {
    for (const [, code = '', text = ''] of body.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f\s]*)>/gi)) {
      put(characters, code.toUpperCase(), utf16(text));
    }
  }
  for (const body of sections(map, 'bfrange')) {
    let codesLeft = mostCodes;
    const ranges = body.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*(?:<([0-9a-f\s]*)>|\[([^[\]]*)\])/gi);
    for (const [, first = '', last = '', start, list] of ranges) {
      codesLeft -= putRange(characters, { first, last, texts: list?.match(/[0-9a-f]+/gi), start });
      if (codesLeft <= 0) return;
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

interface CodeRange {
  readonly first: string;
  readonly last: string;
  /** Either one text for each code, or the first code's, whose last unit counts up. */
  readonly texts: readonly string[] | null | undefined;
  readonly start: string | undefined;
}

/** Answers how many codes were looked at. */
function putRange(characters: Map<string, string>, { first, last, texts, start }: CodeRange): number {
  const firstCode = Number.parseInt(first, 16);
  const count = Math.min(Number.parseInt(last, 16) - firstCode + 1, 65_536);
  if (!Number.isSafeInteger(firstCode)) return 1;
  const startText = utf16(start ?? '');
  for (let index = 0; index < count; index++) {
    if (characters.size >= mostCharacters) return index;
    const code = hexOf(firstCode + index, first.length);
    const text =
      texts == null
        ? startText.slice(0, -1) + String.fromCharCode(startText.charCodeAt(startText.length - 1) + index)
        : utf16(texts[index] ?? '');
    put(characters, code, text);
  }
  return Math.max(count, 1);
}

/** Upper-case digits, at least so many. */
function hexOf(code: number, digits: number): string {
  if (digits === 4 && code < 0x10000) return `${hexPairs[code >> 8]}${hexPairs[code & 0xff]}`;
  return code.toString(16).toUpperCase().padStart(digits, '0');
}

function put(characters: Map<string, string>, code: string, text: string): void {
  if (characters.size < mostCharacters && !characters.has(code)) characters.set(code, text);
}

/** Big-endian hex digits to text. */
function utf16(hex: string): string {
  const units = hex.replace(/\s/g, '').match(/[0-9a-f]{4}/gi) ?? [];
  return units.map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join('');
}
