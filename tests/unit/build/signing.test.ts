import { describe, expect, it } from 'vitest';
import { signingOn } from '../../../build/package/signing.ts';

const ALL = {
  CSC_LINK: 'apple certificate',
  CSC_KEY_PASSWORD: 'its password',
  APPLE_API_KEY: '/keys/apple.p8',
  APPLE_API_KEY_ID: 'ID',
  APPLE_API_ISSUER: 'issuer',
  WIN_CSC_LINK: 'windows certificate',
  WIN_CSC_KEY_PASSWORD: 'its password',
};

describe('the signing identity of a release', () => {
  it('is Apple’s certificate and key on macOS', () => {
    const { missing, variables, appleKey } = signingOn('darwin', ALL);
    expect({ missing, appleKey }).toEqual({ missing: [], appleKey: null });
    expect(variables).toMatchObject({ CSC_LINK: 'apple certificate', APPLE_API_KEY: '/keys/apple.p8' });
    expect(variables['WIN_CSC_LINK']).toBeUndefined();
  });

  it('is never Apple’s certificate on Windows', () => {
    const { missing, variables } = signingOn('win32', { ...ALL, WIN_CSC_LINK: '' });
    expect(missing).toEqual(['WIN_CSC_LINK']);
    expect(variables).toHaveProperty('CSC_LINK', undefined);
  });

  it('is empty on Linux', () => {
    const { missing, variables } = signingOn('linux', ALL);
    expect(missing).toEqual([]);
    expect(Object.values(variables).filter((value) => value !== undefined)).toEqual([]);
    expect(Object.keys(variables).sort()).toEqual(Object.keys(ALL).sort());
  });

  it('writes Apple’s key to a file if the variable holds the key itself', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMIG…\n-----END PRIVATE KEY-----';
    expect(signingOn('darwin', { ...ALL, APPLE_API_KEY: key }).appleKey).toBe(key);
  });

  it('treats an empty secret as missing', () => {
    expect(signingOn('darwin', { ...ALL, CSC_LINK: '', APPLE_API_KEY: '' }).missing).toEqual([
      'CSC_LINK',
      'APPLE_API_KEY',
    ]);
  });
});
