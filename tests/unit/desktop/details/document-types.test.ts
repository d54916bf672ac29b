import { expect, it } from 'vitest';
import { isDocument } from '../../../../main/desktop/details/document-types.ts';

it.each([
  '/a/Report.PDF',
  '/a/list.csv',
  '/a/letter.docx',
  '/a.b/notes.txt',
  '/a/scan.jpeg',
  '/a/letter.pdf. ',
])('isDocument says yes of %j', (path) => expect(isDocument(path)).toBe(true));

it.each([
  ...[
    '/a/tool.exe',
    '/a/tool',
    '/a/run.sh',
    '/a/page.html',
    '/a/Hoist.desktop',
    '/a/macro.docm',
    '/a/old.xls',
    '/a/x.lnk',
  ],
  ...[
    '/a/report.pdf.exe',
    '/a/report.pdf/tool',
    '/a/tool.exe:report.pdf',
    '/a/tool.exe. ',
    '/a/.pdf',
    '/a/report.pdf\u202e.sh',
    '',
  ],
])('isDocument says no of %j', (path) => expect(isDocument(path)).toBe(false));
