import { describe, expect, it } from 'vitest';
import { extractedText, fixture, fixtureText } from '../../support/convert/extracted-text.ts';

describe('the text of documents that LibreOffice made', () => {
  it.each([
    ['report.docx', 'report.txt'],
    ['report.odt', 'report.txt'],
    ['report.rtf', 'report.rtf.txt'],
    ['report.doc', 'report.doc.txt'],
    ['letter.doc', 'letter.doc.txt'],
    ['budget.xlsx', 'budget.xlsx.txt'],
    ['budget.ods', 'budget.ods.txt'],
    ['talk.pptx', 'talk.pptx.txt'],
    ['talk.odp', 'talk.odp.txt'],
  ])('is found in %s as a reader finds it', async (name, expected) => {
    expect(await extractedText(fixture(`made/${name}`))).toBe(fixtureText(`made/${expected}`));
  });
});

describe('the text of documents that others made', () => {
  it.each([
    [
      'comments.docx',
      'Ouch.\n\n[Michael Williamson] A tachyon walks into a bar.\n[Michael Williamson] Fin.\n',
    ],
    ['endnotes.docx', 'Ouch[i].[ii]\n\n[i] A tachyon walks into a bar.\n[ii] Fin.\n'],
    ['footnotes.docx', 'Ouch[1].[2]\n\n[1] A tachyon walks into a bar.\n[2] Fin.\n'],
    ['simple-list.docx', '• Apple\n• Banana\n'],
    ['strict-format.docx', 'Test\n'],
    ['tables.docx', 'Above\n\nTop left\tTop right\nBottom left\tBottom right\n\nBelow\n'],
    ['text-box.docx', 'Datum plane\n'],
    ['utf8-bom.docx', 'This XML has a byte order mark.\n'],
    ['richtext.xlsx', 'Sheet1\n\tB cell\tC cell\n'],
    [
      'formats.xlsx',
      'Export_201605\nExport\tvalue\tcomment\na1\t23\the,llo\na2\t24\t265663.56\na3\t256\t"rahul,raj"\n' +
        'a6\t0.00068\t-0.568\n',
    ],
  ])('is found in %s', async (name, text) => {
    expect(await extractedText(fixture(`found/${name}`))).toBe(text);
  });

  it('shows dates of built-in formats in predefined_formats.xlsx', async () => {
    const [, , ...rows] = (await extractedText(fixture('found/predefined_formats.xlsx'))).trim().split('\n');
    const births = rows.map((row) => row.split('\t')[3]);
    expect(births).toEqual([
      '1986-09-27',
      '1946-01-10',
      '1975-08-20',
      '1968-04-15',
      '1955-07-04',
      '1946-01-10',
    ]);
  });

  it('has the sheet of a workbook that calls its state "show"', async () => {
    expect(await extractedText(fixture('found/nonumfmt.xlsx'))).toMatch(/^contacts\ncomune\tnazione\temail/);
  });
});
