import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseQuotaAddress,
  QuotaAddressError,
  shownQuotaAddress,
} from '../../../../main/core/quota-server/quota-address.ts';

describe('the address of the quota server', () => {
  it('names a server, its login and its database', () => {
    expect(parseQuotaAddress(' rediss://user:p%40ss@cache.example.com:6380/2 ')).toEqual({
      kind: 'server',
      nodes: [{ host: 'cache.example.com', port: 6380 }],
      isTls: true,
      username: 'user',
      password: 'p@ss',
      database: 2,
      name: '',
    });
    expect(parseQuotaAddress('redis://[::1]')).toMatchObject({
      nodes: [{ host: '::1', port: 6379 }],
      isTls: false,
      username: null,
      password: null,
      database: 0,
    });
    expect(parseQuotaAddress('redis://:secret@host/')).toMatchObject({ username: null, password: 'secret' });
  });

  it('names the parts of a cluster', () => {
    expect(parseQuotaAddress('rediss+cluster://u:p@a,b:7000')).toMatchObject({
      kind: 'cluster',
      nodes: [
        { host: 'a', port: 6379 },
        { host: 'b', port: 7000 },
      ],
    });
  });

  it('names sentinels, and what they call the server', () => {
    expect(parseQuotaAddress('redis+sentinel://a,b:1/hoist/3')).toMatchObject({
      kind: 'sentinel',
      nodes: [
        { host: 'a', port: 26_379 },
        { host: 'b', port: 1 },
      ],
      name: 'hoist',
      database: 3,
    });
  });

  it.each([
    ['', 'no_address'],
    ['cache.example.com', 'no_address'],
    ['redis://host/0?x=1', 'no_address'],
    ['http://host', 'scheme'],
    ['redis+other://host', 'scheme'],
    ['redis://', 'host'],
    ['redis://host:0', 'host'],
    ['redis://host:70000', 'host'],
    ['redis://a,b', 'host'],
    ['redis://user:%zz@host', 'login'],
    ['redis://host/x', 'path'],
    ['redis://host/0/1', 'path'],
    ['redis+cluster://host/1', 'path'],
    ['redis+sentinel://host', 'path'],
  ])('is refused where it is %j, for its %s', (text, code) => {
    expect(() => parseQuotaAddress(text)).toThrow(expect.objectContaining({ code }));
  });

  it('is never in an error, so that no password is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        try {
          parseQuotaAddress(`redis://user:Sesame-${text}`);
        } catch (error) {
          expect(error).toBeInstanceOf(QuotaAddressError);
          expect(String(error)).not.toContain('Sesame');
        }
      }),
    );
  });

  it('is shown without its login', () => {
    expect(shownQuotaAddress('rediss://user:p%40ss@cache.example.com:6380/2')).toBe(
      'rediss://cache.example.com:6380/2',
    );
    expect(shownQuotaAddress('user:secret@nowhere')).toBe('…@nowhere');
    expect(shownQuotaAddress('redis://user:se/cret@cache.example.com')).toBe('…@cache.example.com');
  });
});
