import { describe, expect, it } from 'vitest';
import {
  contentTypeOf,
  DOCUMENTED_TYPES,
  extensionOf,
  extensionsFor,
  refusedByLimits,
} from '../../../../main/core/model/file-types.ts';

describe('the type of a file', () => {
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
  ])('is, for %s, %s', (name, type) => {
    expect(contentTypeOf(name)).toBe(type);
  });

  it.each([
    ['Report.PDF', '.pdf'],
    ['a.tar.gz', '.gz'],
    ['x.', ''],
    ['x.pdf. ', '.pdf'],
    ['x', ''],
    ['.hidden', ''],
  ])('follows from the extension: %s ends in %j', (name, extension) => {
    expect(extensionOf(name)).toBe(extension);
  });

  it('has an extension as its name', () => {
    expect(extensionsFor([...DOCUMENTED_TYPES, 'x/unknown'])).toEqual([
      ...['.csv', '.txt', '.pdf', '.docx', '.xlsx', 'x/unknown'],
    ]);
  });
});

describe('refusedByLimits', () => {
  const file = { name: 'a.pdf', contentType: 'application/pdf', sizeBytes: 100 };
  const limits = { allowedTypes: ['application/pdf'], maxSizeBytes: 100 };
  it('lets a file of the largest size pass, and refuses one more byte', () => {
    expect(refusedByLimits(limits, file)).toBeNull();
    expect(refusedByLimits(limits, { ...file, sizeBytes: 101 })).toEqual({
      code: 'too_large',
      sizeBytes: 101,
      maxSizeBytes: 100,
    });
  });
  it('lets any size pass while the limit is unknown', () => {
    expect(refusedByLimits({ ...limits, maxSizeBytes: null }, { ...file, sizeBytes: 2 ** 50 })).toBeNull();
  });
  it('refuses another type, and names the allowed ones', () => {
    for (const contentType of ['text/plain', null]) {
      expect(refusedByLimits(limits, { ...file, name: 'A.TXT', contentType })).toEqual({
        code: 'type_not_allowed',
        extension: '.txt',
        allowedExtensions: ['.pdf'],
      });
    }
  });
});
