import { describe, expect, it } from 'vitest';
import { levelsOf, type PathLevel, writableByOthers } from '../../../../main/core/policy/guarded-path.ts';

const FILE: PathLevel = { path: '/etc/hoist/policy.json', kind: 'file', uid: 0, mode: 0o100644 };
const FOLDER: PathLevel = { path: '/etc/hoist', kind: 'folder', uid: 0, mode: 0o40755 };
const TOP: PathLevel = { path: '/', kind: 'folder', uid: 0, mode: 0o40755 };
const problem = (levels: readonly PathLevel[]) => writableByOthers(levels, [0]);

describe('a file that only an administrator may write', () => {
  it('has itself and each folder above it checked', () => {
    expect(levelsOf('/etc/hoist/policy.json', '/')).toEqual([
      '/etc/hoist/policy.json',
      '/etc/hoist',
      '/etc',
      '/',
    ]);
    expect(levelsOf('/etc/hoist/policy.json', '/etc/hoist')).toHaveLength(2);
  });

  it('is taken', () => {
    expect(problem([FILE, FOLDER, TOP])).toBeNull();
    expect(problem([{ ...FILE, mode: 0o100600 }, { ...FOLDER, mode: 0o40700 }, TOP])).toBeNull();
  });

  it.each<[string, readonly PathLevel[], object]>([
    ['belongs to somebody else', [{ ...FILE, uid: 1000 }, FOLDER], { code: 'not_of_administrator' }],
    ['lets its group write', [{ ...FILE, mode: 0o100664 }, FOLDER], { code: 'writable_by_others' }],
    ['lets all write', [{ ...FILE, mode: 0o100646 }, FOLDER], { code: 'writable_by_others' }],
    ['is in a folder of somebody else', [FILE, { ...FOLDER, uid: 5 }], { path: '/etc/hoist' }],
    ['is in a folder that its group may write', [FILE, { ...FOLDER, mode: 0o40775 }], { path: '/etc/hoist' }],
    ['is below a folder that all may write', [FILE, FOLDER, { ...TOP, mode: 0o41777 }], { path: '/' }],
    ['is a link', [{ ...FILE, kind: 'link' }, FOLDER], { code: 'is_a_link' }],
    ['is behind a link', [FILE, { ...FOLDER, kind: 'link' }], { code: 'is_a_link', path: '/etc/hoist' }],
    ['is a folder', [{ ...FILE, kind: 'folder' }, FOLDER], { code: 'no_regular_file' }],
    ['is a pipe', [{ ...FILE, kind: 'other' }, FOLDER], { code: 'no_regular_file' }],
  ])('is refused if it %s', (_what, levels, expected) => {
    expect(problem(levels)).toMatchObject(expected);
  });
});
