import { describe, expect, it } from 'vitest';
import deMessages from '../../main/core/model/locales/de.json' with { type: 'json' };
import enMessages from '../../main/core/model/locales/en.json' with { type: 'json' };
import deDesktop from '../../main/desktop/shell/locales/de.json' with { type: 'json' };
import enDesktop from '../../main/desktop/shell/locales/en.json' with { type: 'json' };
import deTerminal from '../../main/terminal/locales/de.json' with { type: 'json' };
import enTerminal from '../../main/terminal/locales/en.json' with { type: 'json' };
import deWindow from '../../renderer/i18n/de.json' with { type: 'json' };
import enWindow from '../../renderer/i18n/en.json' with { type: 'json' };
import { spokenIn } from '../support/locales/spoken.ts';
import { flat, named, placeholders, type Texts } from '../support/locales/texts.ts';

const PLACES: readonly { name: string; en: Texts; de: Texts; sources: readonly string[] }[] = [
  {
    name: 'the window',
    en: { ...enWindow, message: enMessages },
    de: { ...deWindow, message: deMessages },
    sources: ['renderer/**/*.{ts,tsx}'],
  },
  { name: 'the desktop', en: enDesktop, de: deDesktop, sources: ['main/*.ts', 'main/desktop/**/*.ts'] },
  { name: 'the terminal', en: enTerminal, de: deTerminal, sources: ['main/terminal/**/*.ts'] },
];

describe.each(PLACES)('the texts of $name', ({ en, de, sources }) => {
  const english = flat(en);
  const german = flat(de);

  it('exist in both languages, with the same plural forms', () => {
    expect([...german.keys()].filter((key) => !english.has(key))).toEqual([]);
    expect([...english.keys()].filter((key) => !german.has(key))).toEqual([]);
  });

  it('have the same placeholders in both', () => {
    for (const [key, text] of english) {
      expect({ key, has: placeholders(german.get(key) ?? '') }).toEqual({ key, has: placeholders(text) });
    }
  });

  it('have a singular if they have a plural', () => {
    const forms = Map.groupBy(english.keys(), named);
    for (const [name, keys] of forms) {
      if (keys[0] !== name) expect(keys.toSorted()).toEqual([`${name}_one`, `${name}_other`]);
    }
  });

  it('are not empty, and do not start or end with a space', () => {
    for (const text of [...english.values(), ...german.values()]) expect(text).toMatch(/^\S(.*\S)?$/su);
  });

  it('are all used, and each key that the code asks for exists', async () => {
    const names = new Set([...english.keys()].map(named));
    const { literals, patterns, asked } = await spokenIn(sources);
    const isUsed = (name: string) => literals.has(name) || patterns.some((pattern) => pattern.test(name));
    expect([...names].filter((name) => !isUsed(name))).toEqual([]);
    expect([...asked].filter((key) => key.includes('.') && !names.has(key))).toEqual([]);
  });
});

describe('German', () => {
  it.each(PLACES)('is set as German is, in $name', ({ de }) => {
    for (const [key, text] of flat(de)) {
      // Quotes „…“; before an ellipsis, and between a number and its unit, a space that does not break.
      expect({ key, text }).not.toMatchObject({
        text: expect.stringMatching(/["'”]| …|\d (Stunden|MB|KB|s)\b/u),
      });
      expect({ key, text }).not.toMatchObject({
        text: expect.stringMatching(/\b(du|dein|deine|dich|dir)\b/iu),
      });
    }
  });
});
