import { afterEach, describe, expect, it } from 'vitest';
import { languageOf, messageText, say, speak } from '../../../main/terminal/output/language.ts';
import { jsonReport } from '../../../main/terminal/reports/json-report.ts';
import { summaryLine } from '../../../main/terminal/reports/plain-report.ts';
import { goingOn, tryingAgain } from '../../../main/terminal/reports/waits.ts';

afterEach(() => speak('en'));

describe('languageOf', () => {
  it.each([
    [{}, 'en'],
    [{ LANG: '' }, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{ LANG: 'de_DE.UTF-8' }, 'de'],
    [{ LANG: 'de' }, 'de'],
    [{ LANG: 'de_AT@euro' }, 'de'],
    [{ LANG: 'den_CA' }, 'en'],
    [{ LANG: 'de_DE.UTF-8', LC_MESSAGES: 'en_GB.UTF-8' }, 'en'],
    [{ LANG: 'fr_FR', LC_MESSAGES: 'de_CH' }, 'de'],
    [{ LANG: 'de_DE', LC_MESSAGES: 'de_DE', LC_ALL: 'C' }, 'en'],
    [{ LANG: 'de_DE', LC_ALL: '' }, 'de'],
  ] as const)('takes %j as %s', (environment, language) => {
    expect(languageOf(environment)).toBe(language);
  });
});

describe('the terminal in German', () => {
  it('writes its own lines in German', async () => {
    await speak('de');
    const totals = { ready: 2, failed: 1, skipped: 0 };
    expect(summaryLine(totals, 0, 'this command')).toBe('2 fertig, 1 gescheitert, 0 ausgelassen');
    expect(summaryLine(totals, 3, 'this command')).toMatch(/; 3 übrig, „hoist resume“ macht damit weiter$/);
    expect(tryingAgain('Die Verbindung wurde getrennt.', 61_000)).toBe(
      'Die Verbindung wurde getrennt. Neuer Versuch in 2 min.',
    );
    expect(goingOn(0)).toBe('Anfragelimit des Servers erreicht, es geht weiter.');
  });

  it('writes sizes, lists and counts as German does', async () => {
    await speak('de');
    expect(messageText({ code: 'too_large', sizeBytes: 1_600_000, maxSizeBytes: 1_048_576 })).toBe(
      'Zu groß (1,5 MB): Dieser Server nimmt höchstens 1 MB an.',
    );
    const allowedExtensions = ['.csv', '.pdf', '.txt'];
    expect(messageText({ code: 'type_not_allowed', extension: '.exe', allowedExtensions })).toContain(
      '.csv, .pdf und .txt',
    );
    expect(messageText({ code: 'rows_unreadable', count: 1 })).toMatch(/^1 Upload der Liste war/);
    expect(messageText({ code: 'rows_unreadable', count: 1200 })).toMatch(/^1\.200 Uploads der Liste waren/);
  });

  it('is English again after a change back', async () => {
    await speak('de');
    await speak('en');
    expect(say('going_on')).toBe('Continuing.');
    expect(messageText({ code: 'disk_full' })).toContain('The disk is full');
  });
});

describe('a value from outside', () => {
  it('is not taken for a placeholder', () => {
    expect(messageText({ code: 'test_failed', error: '{{code}} $& {{error}}' })).toBe(
      'The test failed: {{code}} $& {{error}}',
    );
  });
});

describe('jsonReport', () => {
  it('writes the English texts that programs know', () => {
    const lines: string[] = [];
    const report = jsonReport({
      find: () => undefined,
      write: (line) => lines.push(line),
      tell: () => {},
      now: () => 0,
    });
    report.silent('/mnt/a.pdf');
    expect(lines).toEqual([
      '{"event":"waiting","reason":"retry","path":"/mnt/a.pdf","message":"The drive that the file is on does not answer. Trying again."}\n',
    ]);
  });
});
