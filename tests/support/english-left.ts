import coreGerman from '../../main/core/model/locales/de.json' with { type: 'json' };
import coreEnglish from '../../main/core/model/locales/en.json' with { type: 'json' };
import german from '../../main/terminal/locales/de.json' with { type: 'json' };
import english from '../../main/terminal/locales/en.json' with { type: 'json' };

/** Shorter parts, such as `to`, appear in names and in German words too. */
const MIN_LETTERS = 6;

const GERMAN = [...Object.values(coreGerman), ...Object.values(german)].join('\n');

/** The parts between the values of each English text, unless German has the same, such as “offline”. */
const ENGLISH_PARTS = [...Object.values(coreEnglish), ...Object.values(english)]
  .flatMap((text) => text.split(/\{\{.*?\}\}/))
  .map((part) => part.replaceAll(/^[\s\p{P}]+|[\s\p{P}]+$/gu, ''))
  .filter((part) => part.replaceAll(/[^a-z]/gi, '').length >= MIN_LETTERS && !GERMAN.includes(part));

/** @returns the parts of English texts of the terminal that stand in its output */
export function englishLeftIn(output: string): string[] {
  return ENGLISH_PARTS.filter((part) => output.includes(part));
}
