const NAMED_ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', 0: '\0', e: '\x1b' };

/** What ends a continued line in Unix shells and cmd. Copies from web pages lose the line break after it. */
const CONTINUATION = /[\\^](?=\s|$)\s*/y;
/** The same in PowerShell, where a space must stand before it. */
const POWERSHELL_CONTINUATION = /`(?=\s|$)\s*/y;
/** Text without a meaning for a shell. */
const PLAIN = /[^\s'"\\`^$;|]+/y;
const ANSI_ESCAPE = /\\(?:x([0-9a-f]{1,2})|u([0-9a-f]{1,4})|([\s\S]))/iy;

/**
 * Splits a command into words as a shell does, but replaces no variable and runs nothing. Understands the quotes and continued lines of
 * Unix shells, and those of cmd and PowerShell where they mean nothing else. An unquoted `;` or `|` ends the command.
 */
export function shellWords(text: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let at = 0;

  const match = (expression: RegExp): RegExpExecArray | null => {
    expression.lastIndex = at;
    const found = expression.exec(text);
    if (found !== null) at = expression.lastIndex;
    return found;
  };
  const add = (part: string) => {
    word = (word ?? '') + part;
  };
  const endWord = () => {
    if (word !== null) words.push(word);
    word = null;
  };

  /** Reads up to the quote that ends it; a missing one ends the text as well. */
  function single() {
    const end = text.indexOf("'", at);
    add(text.slice(at, end === -1 ? text.length : end));
    at = end === -1 ? text.length : end + 1;
  }

  function ansi() {
    add('');
    while (at < text.length && text[at] !== "'") {
      const escaped = match(ANSI_ESCAPE);
      if (escaped === null) {
        add(text[at] ?? '');
        at += 1;
        continue;
      }
      const [, hex, unicode, character = ''] = escaped;
      const code = hex ?? unicode;
      add(
        code === undefined
          ? (NAMED_ESCAPES[character] ?? character)
          : String.fromCharCode(Number.parseInt(code, 16)),
      );
    }
    at += 1;
  }

  /** @param isCaret whether cmd escaped the quote itself, as browsers copy commands; then it ends by such a quote, too */
  function double(isCaret: boolean) {
    add('');
    for (; at < text.length; at += 1) {
      const character = text[at] ?? '';
      const next = text[at + 1] ?? '';
      if (isCaret && character === '^') {
        at += 1;
        if (next === '"') break;
        add(next);
      } else if (character === '"' && !isCaret) break;
      else if ((character === '\\' && /["\\$`\n]/.test(next)) || (character === '`' && /["`$]/.test(next))) {
        at += 1;
        if (next !== '\n') add(next);
      } else add(character);
    }
    at += 1;
  }

  while (at < text.length) {
    if (match(/\s+/y) ?? match(CONTINUATION)) endWord();
    else if (word === null && match(POWERSHELL_CONTINUATION)) continue;
    else if (match(/[;|]/y)) break;
    else if (match(/\$'/y)) ansi();
    else if (match(/'/y)) single();
    else if (match(/\^"/y)) double(true);
    else if (match(/"/y)) double(false);
    else add(match(PLAIN)?.[0] ?? match(/[\\^]([\s\S])/y)?.[1] ?? text[at++] ?? '');
  }
  endWord();
  return words;
}
