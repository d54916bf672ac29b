import { describe, expect, it } from 'vitest';
import type { Upload, UploadState } from '../../../main/core/model/upload.ts';
import { printable } from '../../../main/terminal/output/printable.ts';
import { jsonReport } from '../../../main/terminal/reports/json-report.ts';
import { plainReport } from '../../../main/terminal/reports/plain-report.ts';
import type { Report } from '../../../main/terminal/reports/report.ts';
import { uploadOf } from '../../support/upload-of.ts';

const upload = (state: UploadState, path = '/docs/a.pdf'): Upload => uploadOf(state, { path });

type ReportOptions = Parameters<typeof plainReport>[0];

/** The lines that a report writes. */
function linesOf(make: (options: ReportOptions) => Report, use: (report: Report) => void): string[] {
  let written = '';
  const write = (line: string) => {
    written += line;
  };
  use(make({ find: () => undefined, write, tell: write, now: () => 0 }));
  expect(written.endsWith('\n')).toBe(true);
  return written.slice(0, -1).split('\n');
}

const ready = {
  stage: 'ready',
  fileId: 'id-1',
  alreadyAtMs: null,
  remarks: { empty: false, length: false },
} as const;

describe('printable', () => {
  it.each([
    ['a\nb', 'a\\nb'],
    ['\u001b[31mred', '\\u001b[31mred'],
    ['a\rb\tc\0', 'a\\u000db\\u0009c\\u0000'],
    ['\u009b2J', '\\u009b2J'],
    ['evil\u202efdp.exe', 'evil\\u202efdp.exe'],
    ['naïve 日本語 🎉 "quoted" \'n\' .pdf', 'naïve 日本語 🎉 "quoted" \'n\' .pdf'],
  ])('shows %j as %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it.each([
    ...['\u061c', '\u200e', '\u200f', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e'],
    ...['\u2066', '\u2067', '\u2068', '\u2069', '\u2028', '\u2029', '\u0085'],
  ])('escapes %j, which could hide the end of a name', (mark) => {
    expect(printable(`a${mark}b`)).toMatch(/^a\\u[0-9a-f]{4}b$/);
  });
});

describe('jsonReport', () => {
  it.each<[UploadState, object]>([
    [ready, { event: 'ready', path: '/docs/a.pdf', file_id: 'id-1' }],
    [
      { stage: 'failed', fileId: 'id-1', reason: { code: 'infected' } },
      {
        event: 'failed',
        path: '/docs/a.pdf',
        code: 'infected',
        message: 'The server found a virus in this file and refused it.',
      },
    ],
    [
      { stage: 'skipped', reason: { code: 'empty_file' } },
      { event: 'skipped', path: '/docs/a.pdf', reason: 'empty_file' },
    ],
    [
      { ...ready, alreadyAtMs: 5 },
      { event: 'ready', path: '/docs/a.pdf', file_id: 'id-1' },
    ],
    [
      { stage: 'cancelled' },
      { event: 'failed', path: '/docs/a.pdf', code: 'cancelled', message: 'It was cancelled.' },
    ],
  ])('writes exactly the documented keys: %j', (state, expected) => {
    const lines = linesOf(jsonReport, (report) => report.ended(upload(state)));
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([expected]);
  });

  it('writes a code and a sentence for a file that is stuck', () => {
    const stuck = upload({ stage: 'processing', fileId: 'id-1', step: null });
    const lines = linesOf(jsonReport, (report) => report.stuck(stuck));
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      {
        event: 'failed',
        path: '/docs/a.pdf',
        code: 'processing_timeout',
        message: 'The server has not finished processing it yet. “hoist resume” asks again.',
      },
    ]);
  });

  it('refuses a file that has not ended', () => {
    expect(() => linesOf(jsonReport, (report) => report.ended(upload({ stage: 'queued' })))).toThrow(
      'queued is no outcome',
    );
  });

  it('ends with the summary', () => {
    const lines = linesOf(jsonReport, (report) =>
      report.summary({ ready: 1, failed: 2, skipped: 3 }, 4, 'this command'),
    );
    expect(lines).toEqual(['{"event":"summary","ready":1,"failed":2,"skipped":3}']);
  });

  it('writes one line per file, whatever its name', () => {
    const path = '/docs/a\n"b"\\\u2028🎉.pdf';
    const lines = linesOf(jsonReport, (report) => report.ended(upload(ready, path)));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ path });
  });
});

describe('plainReport', () => {
  it('writes the outcome of each file and its reason', () => {
    const lines = linesOf(plainReport, (report) => {
      report.ended(upload(ready));
      report.ended(upload({ ...ready, remarks: { empty: true, length: false } }));
      report.ended(upload({ ...ready, remarks: { empty: false, length: true } }));
      report.ended(upload({ stage: 'failed', fileId: null, reason: { code: 'access_forbidden' } }));
      report.ended(upload({ stage: 'skipped', reason: { code: 'hidden_file' } }));
      report.ended(upload({ ...ready, alreadyAtMs: Date.UTC(2026, 1, 3, 23, 59) }));
      report.stuck(upload({ stage: 'processing', fileId: 'id-1', step: null }));
      report.summary({ ready: 4, failed: 2, skipped: 1 }, 0, 'this command');
      report.summary({ ready: 4, failed: 2, skipped: 1 }, 12, 'this command');
      report.summary({ ready: 4, failed: 2, skipped: 1 }, 3, 'the running Hoist');
    });
    expect(lines).toEqual([
      'ready    /docs/a.pdf  id-1',
      'ready    /docs/a.pdf  id-1  (the server found no text in it)',
      'ready    /docs/a.pdf  id-1  (longer than the server reads in whole)',
      'failed   /docs/a.pdf  The server does not allow this user to upload this file.',
      'skipped  /docs/a.pdf  Hidden files are left out.',
      'ready    /docs/a.pdf  id-1  (already uploaded on 2026-02-03)',
      'failed   /docs/a.pdf  The server has not finished processing it yet. “hoist resume” asks again.',
      '4 ready, 2 failed, 1 skipped',
      '4 ready, 2 failed, 1 skipped; 12 left, “hoist resume” continues with them',
      '4 ready, 2 failed, 1 skipped; 3 left, the running Hoist continues with them',
    ]);
  });

  it('writes one line per file, whatever its name, its id or the server’s text', () => {
    const lines = linesOf(plainReport, (report) => {
      report.ended(upload({ ...ready, fileId: 'a\nb' }, '/docs/a\nb.pdf'));
      report.ended(
        upload({ stage: 'failed', fileId: null, reason: { code: 'name_refused', detail: '\u001b[2J\n' } }),
      );
      report.stuck(upload({ stage: 'processing', fileId: 'f', step: null }, '/docs/a\nb.pdf'));
    });
    expect(lines).toHaveLength(3);
    expect(lines.join('')).not.toMatch(/\p{Cc}/u);
  });
});
