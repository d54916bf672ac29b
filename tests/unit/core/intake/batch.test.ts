import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { batchOfDay, newBatch } from '../../../../main/core/intake/batch.ts';

const at = (...names: string[]) => resolve('/', join(...names));
const titleOf = (...paths: string[]) => newBatch(paths).title;

describe('the title of a batch', () => {
  it('is the name of an added folder', () => {
    expect(titleOf(at('home', 'ada', 'Contracts'))).toBe('Contracts');
  });

  it('is the name of the folder that all of it lies in', () => {
    expect(titleOf(at('home', 'Offers', 'a.pdf'), at('home', 'Offers', 'May'))).toBe('Offers');
  });

  it('is absent where it comes from several folders, from the root, or from nowhere', () => {
    expect(titleOf(at('a', 'one.pdf'), at('b', 'two.pdf'))).toBeNull();
    expect(titleOf(at('one.pdf'), at('two.pdf'))).toBeNull();
    expect(titleOf()).toBeNull();
  });
});

it('the batch of a watched folder is the same all day, also after a restart, and another one the next day', () => {
  const noon = new Date(2026, 10, 28, 12).getTime();
  const path = at('home', 'Invoices');
  const today = batchOfDay('folder', path, noon);
  expect(today.title).toBe('Invoices');
  expect(batchOfDay('folder', path, new Date(2026, 10, 28, 23, 59).getTime())).toEqual(today);
  expect(batchOfDay('folder', path, new Date(2026, 10, 29).getTime()).id).not.toBe(today.id);
  expect(batchOfDay('other', path, noon).id).not.toBe(today.id);
});

it('two batches with the same title are two', () => {
  const paths = [at('Contracts')];
  expect(newBatch(paths).id).not.toBe(newBatch(paths).id);
});
