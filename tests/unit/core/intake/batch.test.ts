import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newBatch } from '../../../../main/core/intake/batch.ts';

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

it('two batches with the same title are two', () => {
  const paths = [at('Contracts')];
  expect(newBatch(paths).id).not.toBe(newBatch(paths).id);
});
