export type NumberFormat = 'decimal' | 'lowerLetter' | 'upperLetter' | 'lowerRoman' | 'upperRoman' | 'none';

const ROMAN = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
] as const;
/** Longer Roman numbers, and letters that repeat more often, are made to do harm. */
const LARGEST = 5000;
const LETTERS = 26;

/** @returns a number as lists show it; after `z` comes `aa`, then `bb`, as in Word */
export function formatNumber(number: number, format: NumberFormat): string {
  const isCountable = Number.isInteger(number) && number >= 1 && number <= LARGEST;
  switch (format) {
    case 'none':
      return '';
    case 'decimal':
      return String(number);
    case 'lowerRoman':
      return isCountable ? roman(number) : String(number);
    case 'upperRoman':
      return isCountable ? roman(number).toUpperCase() : String(number);
    case 'lowerLetter':
      return isCountable ? letters(number) : String(number);
    case 'upperLetter':
      return isCountable ? letters(number).toUpperCase() : String(number);
  }
}

function roman(number: number): string {
  let rest = number;
  let text = '';
  for (const [value, digits] of ROMAN) {
    text += digits.repeat(Math.floor(rest / value));
    rest %= value;
  }
  return text;
}

function letters(number: number): string {
  const letter = String.fromCharCode(0x61 + ((number - 1) % LETTERS));
  return letter.repeat(Math.ceil(number / LETTERS));
}
