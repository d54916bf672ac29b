type Random = () => number;

/** Characters that parsers treat in their own ways: quotes, brackets, controls, marks, halves of pairs. */
const ODD = [
  ...'"\'\\/<>[]{}()=?&;:,.%#@+- \t\r\n\0'.split(''),
  ...['\u001b', '\u009b', '\u202e', '\ufeff', '\ud800', '\udfff', '😀', 'é', '١', '0', '9', 'a', 'Z'],
];
const MOST_REPEATS = 4000;
/** Most inputs are as long as honest ones; a few are this long, in characters. */
const LONGEST = 60_000;

/**
 * An input made of honest ones: pieces of them put together, repeated, cut and strewn with odd characters.
 * @param tokens what the format is made of
 */
export function mutated(random: Random, seeds: readonly string[], tokens: readonly string[]): string {
  let text = anyOf(random, seeds);
  for (let steps = 1 + Math.floor(random() * 6); steps > 0; steps -= 1) {
    const at = Math.floor(random() * (text.length + 1));
    const end = Math.min(text.length, at + Math.floor(random() * 40));
    text = text.slice(0, at) + change(random, text.slice(at, end), seeds, tokens) + text.slice(end);
    if (text.length > LONGEST) text = text.slice(0, LONGEST);
  }
  return text;
}

function change(random: Random, piece: string, seeds: readonly string[], tokens: readonly string[]): string {
  const kind = Math.floor(random() * 7);
  if (kind === 0) return '';
  if (kind === 1) return piece + anyOf(random, ODD);
  if (kind === 2) return anyOf(random, tokens);
  if (kind === 3) return piece + anyOf(random, tokens) + piece;
  if (kind === 4) return anyOf(random, seeds).slice(0, Math.floor(random() * 200));
  if (kind === 5) return piece.split('').reverse().join('');
  // Rarely, since it takes as long as many others. It reveals quadratic behaviour.
  const repeats = random() < 0.01 ? MOST_REPEATS : 1 + Math.floor(random() * 5);
  return (anyOf(random, tokens) + anyOf(random, [...ODD, ''])).repeat(repeats);
}

function anyOf(random: Random, choices: readonly string[]): string {
  return choices[Math.floor(random() * choices.length)] ?? '';
}
