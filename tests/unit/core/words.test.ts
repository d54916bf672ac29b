import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageText } from '../../../main/core/model/english.ts';
import {
  contentTypeOf,
  DOCUMENTED_TYPES,
  extensionOf,
  extensionsFor,
  refusedByLimits,
} from '../../../main/core/model/file-types.ts';
import { formatBytes, readableStep } from '../../../main/core/model/format.ts';
import type { Reason } from '../../../main/core/model/reasons.ts';
import { asSentence } from '../../../main/core/model/sentence.ts';

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1 KB'],
    [1536, '1.5 KB'],
    [10_240, '10 KB'],
    [1_048_575, '1 MB'],
    [10_485_760, '10 MB'],
    [1_073_741_824, '1 GB'],
    [5_000_000_000_000_000, '4547 TB'],
  ])('%i is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it('never show 1024 of a unit that has a larger one', () => {
    expect(formatBytes(Math.round(1023.6 * 1024))).toBe('1 MB');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 49 }), (bytes) => {
        expect(Number.parseFloat(formatBytes(bytes))).toBeLessThan(1024);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('words from elsewhere', () => {
  it.each([
    ['as scripted (500)', 'As scripted (500).'],
    ['The server is busy.', 'The server is busy.'],
    ['Busy!', 'Busy!'],
  ])('%j are read as the sentence %j', (text, sentence) => {
    expect(asSentence(text)).toBe(sentence);
  });
});

describe("the server's steps", () => {
  it.each([
    ['ANTIVIRUS_SCANNING', 'Antivirus scanning'],
    ['textExtraction', 'Text extraction'],
    ['  OCR--pass__2 ', 'Ocr pass 2'],
    ['', ''],
    ['x'.repeat(500), `X${'x'.repeat(59)}`],
  ])('%j is read as %j', (step, text) => {
    expect(readableStep(step)).toBe(text);
  });
});

describe('types by extension', () => {
  it.each([
    ['Report.PDF', 'application/pdf'],
    ['a.b.csv', 'text/csv'],
    ['x.TXT', 'text/plain'],
    ['x.docx', DOCUMENTED_TYPES[3]],
    ['x.xlsx', DOCUMENTED_TYPES[4]],
    ['server.log', null],
    ['nginx.conf', null],
    ['x.', null],
    ['x', null],
    ['.pdf', null],
    ['x.constructor', null],
    ['x.pdf ', 'application/pdf'],
  ])('%s is %s', (name, type) => {
    expect(contentTypeOf(name)).toBe(type);
  });

  it.each([
    ['Report.PDF', '.pdf'],
    ['a.tar.gz', '.gz'],
    ['x.', ''],
    ['x.pdf. ', '.pdf'],
    ['x', ''],
    ['.hidden', ''],
  ])('%s ends in %j', (name, extension) => {
    expect(extensionOf(name)).toBe(extension);
  });

  it('are named for people', () => {
    expect(extensionsFor([...DOCUMENTED_TYPES, 'x/unknown'])).toEqual([
      ...['.csv', '.txt', '.pdf', '.docx', '.xlsx', 'x/unknown'],
    ]);
  });
});

describe('what the server takes', () => {
  const file = { name: 'a.pdf', contentType: 'application/pdf', sizeBytes: 100 };
  const limits = { allowedTypes: ['application/pdf'], maxSizeBytes: 100 };
  it('a file of just the largest size passes, one byte more does not', () => {
    expect(refusedByLimits(limits, file)).toBeNull();
    expect(refusedByLimits(limits, { ...file, sizeBytes: 101 })).toEqual({
      code: 'too_large',
      sizeBytes: 101,
      maxSizeBytes: 100,
    });
  });
  it('any size passes until the server has told one', () => {
    expect(refusedByLimits({ ...limits, maxSizeBytes: null }, { ...file, sizeBytes: 2 ** 50 })).toBeNull();
  });
  it('another type does not pass, and the answer says which do', () => {
    for (const contentType of ['text/plain', null]) {
      expect(refusedByLimits(limits, { ...file, name: 'A.TXT', contentType })).toEqual({
        code: 'type_not_allowed',
        extension: '.txt',
        allowedExtensions: ['.pdf'],
      });
    }
  });
});

/** One of each code. The type makes sure that none is missing. */
const REASONS: { readonly [Code in Reason['code']]: Extract<Reason, { code: Code }> } = {
  hidden_file: { code: 'hidden_file' },
  office_lock_file: { code: 'office_lock_file' },
  no_extension: { code: 'no_extension' },
  type_not_allowed: {
    code: 'type_not_allowed',
    extension: '.exe',
    allowedExtensions: ['.csv', '.txt', '.pdf'],
  },
  empty_file: { code: 'empty_file' },
  too_large: { code: 'too_large', sizeBytes: 20_971_520, maxSizeBytes: 10_485_760 },
  unreadable: { code: 'unreadable', because: 'permission denied' },
  not_found: { code: 'not_found' },
  not_a_file: { code: 'not_a_file' },
  symlink_loop: { code: 'symlink_loop' },
  link_leads_out: { code: 'link_leads_out' },
  duplicate: { code: 'duplicate' },
  file_vanished: { code: 'file_vanished' },
  file_changed: { code: 'file_changed' },
  file_unreadable: { code: 'file_unreadable', because: 'EACCES' },
  infected: { code: 'infected' },
  processing_failed: { code: 'processing_failed', step: 'TEXT_EXTRACTION' },
  access_forbidden: { code: 'access_forbidden' },
  name_refused: { code: 'name_refused', detail: 'too long' },
  request_refused: { code: 'request_refused', detail: 'status 400' },
  refused_as_too_large: { code: 'refused_as_too_large', sizeBytes: 20_971_520 },
  storage_refused: { code: 'storage_refused', detail: 'some words (403)' },
  storage_unreachable: { code: 'storage_unreachable', because: 'its name is not known' },
  lost_by_server: { code: 'lost_by_server' },
  server_error: { code: 'server_error', detail: 'status 503' },
  network_error: { code: 'network_error', detail: 'the connection was cut' },
  unexpected_answer: { code: 'unexpected_answer', detail: 'it is not JSON' },
  internal_error: { code: 'internal_error', detail: 'x is not a function' },
};

describe('reasons', () => {
  it.each(Object.values(REASONS))('$code has a sentence, with all that is known', (reason) => {
    const sentence = messageText(reason);
    expect(sentence).toMatch(/^\p{Lu}/u);
    expect(sentence).not.toMatch(/undefined|null|NaN|\[object/);
    expect(sentence.length).toBeGreaterThan(15);
    for (const key of ['detail', 'because', 'extension', 'step'] as const) {
      if (key in reason) expect(sentence).toContain(String(reason[key as keyof Reason]));
    }
  });

  it('differ, so that nobody has to guess', () => {
    const sentences = Object.values(REASONS).map(messageText);
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it('speak of permissions where they are what is wrong', () => {
    for (const code of ['unreadable', 'file_unreadable'] as const) {
      expect(messageText({ code, because: 'EACCES' })).toContain('Check its permissions.');
      expect(messageText({ code, because: 'a link that leads nowhere' })).not.toContain('permissions');
    }
  });

  it('list what the server does take', () => {
    expect(messageText(REASONS.type_not_allowed)).toContain('.csv, .txt and .pdf.');
    const none = messageText({ ...REASONS.type_not_allowed, allowedExtensions: [] });
    expect(none).toContain('only other types.');
  });

  it('of a file that is a little too large shows two sizes that differ', () => {
    const sentence = messageText({ code: 'too_large', sizeBytes: 10_485_761, maxSizeBytes: 10_485_760 });
    const [size, largest] = [...sentence.matchAll(/[\d.,]+ ?[KMGT]?B|[\d.,]+ bytes/g)].map(([text]) => text);
    expect(size).not.toBe(largest);
  });
});
