const DIGITS = /[0#?]/;
const OF_NUMBERS = /[0#?.,/eE+@%]/;
const ELAPSED = /^(?:h+|m+|s+)$/i;
/** Words in a format code that are no letters of a date. */
const WORDS = ['General', 'AM/PM', 'A/P'] as const;
/** The longest code that Excel takes. */
const MAX_CODE_LENGTH = 255;
/** A sheet has some dozen formats; more codes are not remembered. */
const MAX_REMEMBERED = 2000;

/** How a section of a format code shows numbers. */
export interface NumberStyle {
  readonly kind: 'general' | 'number' | 'percent' | 'time' | 'text';
  /** What stands before and after the number, such as a currency. */
  readonly before: string;
  readonly after: string;
  /** Digits after the decimal point of a percentage. */
  readonly decimals: number;
  readonly hasDate: boolean;
  readonly hasTime: boolean;
  readonly hasSeconds: boolean;
  /** Hours count on beyond a day. */
  readonly isElapsed: boolean;
}

const remembered = new Map<string, readonly NumberStyle[]>();

/** @returns the style for numbers of this sign, and whether it shows the sign itself */
export function styleFor(code: string, number: number): { style: NumberStyle; hasSign: boolean } {
  let styles = remembered.get(code);
  if (styles === undefined) {
    styles = sectionsOf(code.length > MAX_CODE_LENGTH ? 'General' : code).map(readSection);
    if (remembered.size < MAX_REMEMBERED) remembered.set(code, styles);
  }
  const [positive = readSection('General'), negative, zero] = styles;
  if (number < 0 && negative !== undefined) return { style: negative, hasSign: true };
  return { style: number === 0 ? (zero ?? positive) : positive, hasSign: false };
}

/** @returns the parts of a format code between semicolons that stand for themselves */
function sectionsOf(code: string): string[] {
  const sections = [''];
  let isQuoted = false;
  for (let at = 0; at < code.length; at += 1) {
    const character = code[at] ?? '';
    const isEscaped = !isQuoted && character === '\\';
    if (character === '"') isQuoted = !isQuoted;
    if (character === ';' && !isQuoted) sections.push('');
    else sections[sections.length - 1] += isEscaped ? code.slice(at, at + 2) : character;
    if (isEscaped) at += 1;
  }
  return sections;
}

/** A piece of a format code (ECMA-376, 18.8.31). */
type Piece =
  /** Text that is shown as it is, such as a unit or a currency. */
  | { readonly kind: 'literal'; readonly text: string }
  /** A colour, a condition or a count of hours. */
  | { readonly kind: 'bracket'; readonly text: string }
  | { readonly kind: 'word'; readonly text: (typeof WORDS)[number] }
  | { readonly kind: 'character'; readonly text: string };

function* piecesOf(section: string): Generator<Piece> {
  for (let at = 0; at < section.length; at += 1) {
    const character = section[at] ?? '';
    const word = WORDS.find(
      (each) => section.slice(at, at + each.length).toLowerCase() === each.toLowerCase(),
    );
    if (word !== undefined) {
      yield { kind: 'word', text: word };
      at += word.length - 1;
    } else if (character === '"' || character === '[') {
      const end = section.indexOf(character === '"' ? '"' : ']', at + 1);
      const text = section.slice(at + 1, end < 0 ? section.length : end);
      if (character === '"') yield { kind: 'literal', text };
      // With the number of a language after it: `[$€-407]`.
      else if (text.startsWith('$')) yield { kind: 'literal', text: text.slice(1).split('-')[0] ?? '' };
      else yield { kind: 'bracket', text };
      at = end < 0 ? section.length : end;
    } else if (character === '\\') {
      yield { kind: 'literal', text: section[at + 1] ?? '' };
      at += 1;
      // Room as wide as a character, or filled with it.
    } else if (character === '_' || character === '*') at += 1;
    else yield { kind: 'character', text: character };
  }
}

function readSection(section: string): NumberStyle {
  let [before, after, bare, letters] = ['', '', '', ''];
  let [hasNumber, isElapsed, isGeneral, hasHalves] = [false, false, false, false];
  for (const { kind, text } of piecesOf(section)) {
    if (kind === 'bracket') isElapsed ||= ELAPSED.test(text);
    else if (kind === 'word' && text === 'General') [hasNumber, isGeneral] = [true, true];
    else if (kind === 'word') hasHalves = true;
    else if (kind === 'character' && OF_NUMBERS.test(text)) {
      hasNumber ||= DIGITS.test(text);
      bare += text;
    } else if (kind === 'character' && /\p{L}/u.test(text)) letters += text.toLowerCase();
    else if (hasNumber) after += text;
    else before += text;
  }
  const hasTime = isElapsed || hasHalves || /[hs]/.test(letters);
  const hasDate = /[ydge]/.test(letters) || (letters.includes('m') && !hasTime);
  const isTime = !isGeneral && (hasDate || hasTime);
  const isPercent = bare.includes('%');
  return {
    kind: isTime ? 'time' : isPercent ? 'percent' : isGeneral ? 'general' : hasNumber ? 'number' : 'text',
    before,
    after,
    decimals: isPercent ? decimalsOf(bare) : 0,
    hasDate,
    hasTime,
    hasSeconds: letters.includes('s'),
    isElapsed,
  };
}

/** @returns how many digits stand behind the decimal point */
function decimalsOf(bare: string): number {
  const [, fraction = ''] = bare.split('.');
  return Array.from(fraction).filter((character) => DIGITS.test(character)).length;
}
