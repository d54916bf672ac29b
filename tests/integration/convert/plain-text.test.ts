import { appendFile, truncate, writeFile } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { ConversionError } from '../../../main/core/convert/conversion.ts';
import { extractedText, problemOfBytes, textOfBytes } from '../../support/convert/extracted-text.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** A sentence in the language of each encoding. */
const SENTENCES: readonly (readonly [string, readonly string[], string])[] = [
  ['English', ['windows-1252'], 'The mooring fee is “1200 €” a year – payable in March.'],
  ['German', ['iso-8859-1', 'iso-8859-15'], 'Größere Schiffe zahlen mehr, ausgenommen sind Übungsboote.'],
  ['French', ['windows-1252'], 'L’été dernier, les élèves ont réparé le vieux château près de la forêt.'],
  [
    'Swedish',
    ['iso-8859-1'],
    'Räksmörgås är gott på våren, sade flickan från Malmö till pojken från Örebro.',
  ],
  [
    'Polish',
    ['iso-8859-2', 'windows-1250'],
    'Zażółć gęślą jaźń. Opłata za postój łodzi wynosi tysiąc złotych.',
  ],
  [
    'Czech',
    ['iso-8859-2', 'windows-1250'],
    'Příliš žluťoučký kůň úpěl ďábelské ódy. Poplatek je splatný v březnu.',
  ],
  ['Russian', ['windows-1251', 'koi8-r', 'iso-8859-5'], 'Стоимость стоянки составляет тысячу рублей в год.'],
  ['Ukrainian', ['windows-1251', 'koi8-u'], 'Вартість стоянки становить тисячу гривень на рік. Її їжак.'],
  ['Greek', ['iso-8859-7', 'windows-1253'], 'Το τέλος ελλιμενισμού ανέρχεται σε χίλια ευρώ ετησίως.'],
  [
    'Turkish',
    ['iso-8859-9'],
    'Bağlama ücreti yılda bin iki yüz liradır ve mart ayında ödenir. Güneşli günü.',
  ],
  ['Hebrew', ['windows-1255', 'iso-8859-8'], 'דמי העגינה הם אלף ומאתיים שקלים בשנה ומשולמים בחודש מרץ.'],
  [
    'Arabic',
    ['windows-1256', 'iso-8859-6'],
    'رسوم الإرساء هي ألف ومائتا يورو سنويا وتدفع في مارس من كل عام.',
  ],
  [
    'Japanese',
    ['shift_jis', 'euc-jp'],
    '係留料金は年間千二百ユーロで、三月に支払われます。カタカナも少しあります。',
  ],
  ['Chinese', ['gb18030'], '泊位费用为每年一千二百欧元，在三月支付。请带上您的证件。'],
  ['Taiwanese', ['big5'], '泊位費用為每年一千二百歐元，在三月支付。請帶上您的證件。'],
  ['Korean', ['euc-kr'], '계류 요금은 연간 천이백 유로이며 삼월에 지불합니다. 서류를 가져오십시오.'],
  ['Thai', ['windows-874'], 'ค่าธรรมเนียมการจอดเรือคือหนึ่งพันสองร้อยยูโรต่อปี'],
];
const EVERY_LANGUAGE = 'Größe, Стоимость, رسوم, 泊位, ไทย, e\u0301, 🚢\n';

describe('a text without a mark of its encoding', () => {
  const cases = SENTENCES.flatMap(([language, encodings, sentence]) =>
    encodings.map((encoding) => ({ language, encoding, sentence })),
  );

  it.each(cases)('is read in $encoding: $language', async ({ encoding, sentence }) => {
    const lines = `# 1\n\n${sentence}\r\n2 < 3 & "x"\n`;
    expect(await textOfBytes('notes.md', iconv.encode(lines, encoding))).toBe(lines);
  });

  it.each(['Größe: 5 µm', 'outside it is -5°C', 'café', 'Müller', '# Über uns', 'é'])(
    'is of Western Europe if its few words tell nothing: %s',
    async (text) => {
      expect(await textOfBytes('notes.md', iconv.encode(text, 'windows-1252'))).toBe(text);
    },
  );

  it.each(['utf-16le', 'utf-16be'])('is read in %s', async (encoding) => {
    const text = 'Größe: 5 µm\r\nand nothing else\r\n';
    expect(await textOfBytes('report.log', iconv.encode(text, encoding))).toBe(text);
  });

  it('is read in the encoding of Japanese mails', async () => {
    const bytes = Buffer.from('1b24422346243f24371b2842206f6b0a', 'hex');
    expect(await textOfBytes('mail.log', bytes)).toBe('Ｆたし ok\n');
  });
});

describe('a text with a mark of its encoding', () => {
  it.each(['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])(
    'is read without it: %s',
    async (encoding) => {
      expect(await textOfBytes('notes.md', iconv.encode(EVERY_LANGUAGE, encoding, { addBOM: true }))).toBe(
        EVERY_LANGUAGE,
      );
    },
  );
});

describe('a text in UTF-8', () => {
  it('stays as it is', async () => {
    expect(await textOfBytes('notes.md', EVERY_LANGUAGE)).toBe(EVERY_LANGUAGE);
  });

  it('may have a line that is not', async () => {
    const good = 'Größe geändert\n'.repeat(50);
    const bytes = Buffer.concat([
      Buffer.from(good),
      Buffer.from('Gr\xf6\xdfe\n', 'latin1'),
      Buffer.from(good),
    ]);
    const text = await textOfBytes('report.log', bytes);
    expect(text.startsWith(good) && text.endsWith(good)).toBe(true);
  });

  it('may be cut at its end', async () => {
    const bytes = Buffer.from('Größe, größer, am größten, Übermut tut selten gut: 🚢');
    expect(await textOfBytes('report.log', bytes.subarray(0, -1))).toMatch(/^Größe, .* selten gut: \ufffd/u);
  });

  it('keeps each character where it is read in pieces', async () => {
    const text = `a${'🚢'.repeat(200_000)}`;
    expect(await textOfBytes('notes.md', text)).toBe(text);
  });
});

describe('a long text', () => {
  it('is read in the encoding that its first character beyond ASCII tells', async () => {
    const plain = 'INFO nothing to see here\n'.repeat(40_000);
    const text = `${plain}Die größeren Übungsboote zahlen 5 €.\n`;
    expect(await textOfBytes('report.log', iconv.encode(text, 'windows-1252'))).toBe(text);
  });

  it('is no UTF-8 because it begins so', async () => {
    const text = `${'INFO nothing to see here\n'.repeat(40_000)}на складе\n${'товар на складе в Петербурге\n'.repeat(20_000)}`;
    expect(await textOfBytes('report.log', iconv.encode(text, 'windows-1251'))).toBe(text);
  });
});

describe('an XML document', () => {
  it('is read in the encoding that it declares', async () => {
    const xml = '<?xml version="1.0" encoding="iso-8859-5"?>\n<a>Ђ</a>\n';
    expect(await textOfBytes('data.xml', iconv.encode(xml, 'iso-8859-5'))).toBe(xml);
  });

  it('is UTF-8 if it is so, whatever it declares', async () => {
    const xml = '<?xml version="1.0" encoding="iso-8859-1"?>\n<a>Größe</a>\n';
    expect(await textOfBytes('data.xml', xml)).toBe(xml);
  });
});

describe('what is no text', () => {
  it.each([
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex')],
    ['control characters', Buffer.from(Array.from({ length: 1000 }, (_, at) => 1 + (at % 7)))],
    ['zeros', Buffer.alloc(5000)],
  ])('is damaged: %s', async (_, bytes) => {
    expect(await problemOfBytes('notes.md', bytes)).toBe('document_damaged');
  });

  it('is damaged however large it is: 2 GiB of zeros', async () => {
    await using folder = await tempFolder();
    const path = folder.at('huge.json');
    await writeFile(path, '');
    await truncate(path, 2 * 1024 ** 3);
    await appendFile(path, '\n');
    await expect(extractedText(path)).rejects.toThrow(ConversionError);
  });
});
