import { describe, expect, it } from 'vitest';
import { pageAfter } from '../../../../../renderer/features/library/library-store.ts';

const page = (number: number, rows: number, total: number, limit = 100) => ({
  page: number,
  limit,
  total,
  rows: Array.from({ length: rows }, (_, n) => ({
    fileId: String(n),
    name: 'a',
    uploadedAtMs: null,
    sizeBytes: null,
    madeFrom: null,
    uploadId: null,
  })),
});

describe('the next page of the library', () => {
  it.each([
    ['follows on a full one', page(1, 100, 250), 100, 100, 2],
    ['is none behind the last one', page(3, 50, 250), 250, 50, null],
    ['is none behind an empty one', page(9, 0, 5000), 800, 0, null],
    ['is the same where files before it were deleted', page(2, 100, 250), 170, 70, 2],
    ['is the one behind where all of this one were there', page(2, 100, 300), 130, 0, 3],
    ['goes by the size that the server gives its pages', page(2, 30, 90, 30), 60, 30, 3],
  ])('%s', (_what, answer, known, fresh, next) => {
    expect(pageAfter(answer, known, fresh)).toBe(next);
  });
});
