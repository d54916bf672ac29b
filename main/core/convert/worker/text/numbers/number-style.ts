/**
 * A piece of a format code (ECMA-376, 18.8.31): a quoted or escaped text, a filler, a currency, a condition or a count of hours,
 * a word, or a character.
 */
const PIECE = /"([^"]*)"|\\(.)|[_*].|\[\$([^\]-]*)[^\]]*\]|\[([^\]]*)\]|AM\/PM|A\/P|General|([\s\S])/giu;
const DIGITS = /[0#?]/;
const OF_NUMBERS = /[0#?.,/eE+@%]/;
const ELAPSED = /^(?:h+|m+|s+)$/i;
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
    styles = sectionsOf(code).map(readSection);
    if (remembered.size < MAX_REMEMBERED) remembered.set(code, styles);
  }
  const [positive = readSection('General'), negative, zero] = styles;
  if (number < 0 && negative !== undefined) return { style: negative, hasSign: true };
  return { style: number === 0 ? (zero ?? positive) : positive, hasSign: false };
}

function sectionsOf(code: string): string[] {
  return code.match(/(?:"[^"]*"|\\.|[^;"\\]|["\\])+|(?<=;|^)(?=;|$)/g) ?? [];
}

function readSection(section: string): NumberStyle {
  let [before, after] = ['', ''];
  let letters = '';
  let [hasNumber, isElapsed, isGeneral] = [false, false, false];
  for (const [whole, quoted, escaped, currency, bracketed, character = ''] of section.matchAll(PIECE)) {
    const literal = quoted ?? escaped ?? currency;
    if (literal !== undefined) {
      if (hasNumber) after += literal;
      else before += literal;
    } else if (bracketed !== undefined) isElapsed ||= ELAPSED.test(bracketed);
    else if (/^general$/i.test(whole)) [hasNumber, isGeneral] = [true, true];
    else if (character === '') continue;
    else if (OF_NUMBERS.test(character)) hasNumber ||= DIGITS.test(character);
    else if (/\p{L}/u.test(character)) letters += character.toLowerCase();
    else if (hasNumber) after += character;
    else before += character;
  }
  const bare = section.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/g, '');
  const hasTime = isElapsed || /[hs]/.test(letters) || /AM\/PM|A\/P/i.test(bare);
  const hasDate = /[ydge]/.test(letters) || (letters.includes('m') && !hasTime);
  const isTime = !isGeneral && (hasDate || hasTime);
  return {
    kind: isTime
      ? 'time'
      : bare.includes('%')
        ? 'percent'
        : isGeneral
          ? 'general'
          : hasNumber
            ? 'number'
            : 'text',
    before,
    after,
    decimals: /\.([0#?]+)/.exec(bare)?.[1]?.length ?? 0,
    hasDate,
    hasTime,
    hasSeconds: /s/.test(letters),
    isElapsed,
  };
}
