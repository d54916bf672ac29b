const MAX_LETTERS = 60;
/** Most file systems take 255 bytes, with the `.txt`. */
const MAX_BYTES = 200;
/** Characters that some file system refuses in a name, control characters, and direction marks. */
const UNFIT = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff<>:"/\\|?*]+/gu;
/** The longest part of a text that is searched for its first line. */
const MAX_WORKED_ON = 4000;
const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Names a copied text by its first line, without `.txt`. A line of a single word may be a password or a link with a
 * secret in it, which has no place in a name; then the name is `fallback` and the time.
 */
export function nameOfText(text: string, fallback: string, nowMs: number): string {
  const [line = ''] = text
    .trimStart()
    .slice(0, MAX_WORKED_ON)
    .split(/[\r\n]/, 1);
  const words = line.replaceAll(UNFIT, ' ').trim().split(/\s+/);
  if (line.trim().split(/\s+/).length < 2 || words.length < 2) return `${fallback} ${readableTime(nowMs)}`;
  const name = withoutEnd(shortened(words).replace(/^[.~$\s]+/, ''));
  return name || `${fallback} ${readableTime(nowMs)}`;
}

/** Windows refuses dots and spaces at the end of a name. */
function withoutEnd(name: string): string {
  let end = name.length;
  while (/[.\s]/.test(name.charAt(end - 1))) end -= 1;
  return name.slice(0, end);
}

/** Cuts after the last word that fits, or within a first word that is too long. */
function shortened([first = '', ...more]: readonly string[]): string {
  const kept = Array.from(letters.segment(first), ({ segment }) => segment);
  while (!fits(kept.join(''))) kept.pop();
  let name = kept.join('');
  if (name !== first) return name;
  for (const word of more) {
    if (!fits(`${name} ${word}`)) break;
    name += ` ${word}`;
  }
  return name;
}

function fits(name: string): boolean {
  return name.length <= MAX_LETTERS && Buffer.byteLength(name) <= MAX_BYTES;
}

/** A time that sorts as text and that every file system takes: `2026-11-25 04.40`. */
function readableTime(nowMs: number): string {
  const now = new Date(nowMs);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `${day} ${two(now.getHours())}.${two(now.getMinutes())}`;
}
