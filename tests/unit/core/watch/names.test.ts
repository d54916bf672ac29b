import { describe, expect, it } from 'vitest';
import { isOnlineOnly } from '../../../../main/core/watch/file-snapshot.ts';
import { isPassedOver, selection } from '../../../../main/core/watch/names.ts';

describe('names', () => {
  it.each([
    ...[
      '~$report.docx',
      '.~lock.report.odt#',
      'a.pdf.part',
      'a.pdf.crdownload',
      'A.PDF.PART',
      'a.tmp',
      '.hidden.pdf',
    ],
    ...['a.txt~', 'a.pdf.download', '.git'],
  ])('%s is passed over', (name) => expect(isPassedOver(name)).toBe(true));

  it.each(['part.pdf', 'tmp.txt', 'a.part.pdf', 'download', 'a~b.txt', 'über.pdf'])('%s is not', (name) =>
    expect(isPassedOver(name)).toBe(false),
  );
});

describe('patterns', () => {
  it('match every file if there are none', () => {
    const all = selection([], []);
    expect([all.takesFile(['a.exe']), all.takesFolder(['b'])]).toEqual([true, true]);
  });

  it('match names without a slash, and the path from the folder with one', () => {
    const some = selection(['*.pdf', 'invoices/**/*.csv'], ['draft*', 'old/**']);
    const takes = (path: string) => some.takesFile(path.split('/'));
    expect(['a.pdf', 'x/y/a.PDF', 'invoices/2026/a.csv'].map(takes)).toEqual([true, true, true]);
    expect(['a.csv', 'x/invoices/a.csv', 'draft 1.pdf', 'old/a.pdf'].map(takes)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect([some.takesFolder(['drafts']), some.takesFolder(['x'])]).toEqual([false, true]);
  });

  it('match letters in either normal form', () => {
    const some = selection(['ü*.txt'.normalize('NFC')], []);
    expect(some.takesFile(['Übung.txt'.normalize('NFD')])).toBe(true);
  });
});

describe('isOnlineOnly', () => {
  it('recognizes a size without blocks on systems with such services', () => {
    const stats = (size: bigint, blocks: bigint) => ({ size, blocks }) as Parameters<typeof isOnlineOnly>[0];
    expect(isOnlineOnly(stats(5n, 0n), 'win32')).toBe(true);
    expect(isOnlineOnly(stats(5n, 0n), 'darwin')).toBe(true);
    expect(isOnlineOnly(stats(5n, 8n), 'darwin')).toBe(false);
    expect(isOnlineOnly(stats(0n, 0n), 'win32')).toBe(false);
    expect(isOnlineOnly(stats(5n, 0n), 'linux')).toBe(false);
  });
});
