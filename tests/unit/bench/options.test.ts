import { expect, it } from 'vitest';
import { readOptions } from '../../bench/harness/options.ts';

const KNOWN = ['put', 'batch'];

it('without options everything runs, and a table comes', () => {
  expect(readOptions([], KNOWN)).toEqual({ quick: false, long: false, json: false, write: false, only: [] });
});

it('takes several names', () => {
  expect(readOptions(['--only', 'put', '--only=batch', '--quick'], KNOWN)).toMatchObject({
    only: ['put', 'batch'],
    quick: true,
  });
  expect(readOptions(['--long'], KNOWN)).toMatchObject({ long: true });
});

it('refuses what it does not know, and a document of a part', () => {
  expect(() => readOptions(['--only', 'pot'], KNOWN)).toThrow('There is no pot. There are: put, batch.');
  expect(() => readOptions(['--fast'], KNOWN)).toThrow(TypeError);
  expect(() => readOptions(['--write', '--only', 'put'], KNOWN)).toThrow('leave --only out');
});
