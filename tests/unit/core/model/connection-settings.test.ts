import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  budgetOf,
  type ConnectionSettings,
  checkConnection,
  destinationOf,
  isLoopback,
  whomOf,
} from '../../../../main/core/model/connection-settings.ts';

const good: ConnectionSettings = {
  baseUrl: 'https://api.example.com/agents',
  apiKey: 'abc-123',
  userId: '497f6eca-6276-4993-bfeb-53cbbbba6f08',
};

describe('the base URL', () => {
  it.each([
    'https://api.example.com',
    'https://api.example.com/',
    'https://api.example.com:8443/agents/v2//',
    'HTTPS://API.EXAMPLE.COM/agents',
    'https://münchen.example/agents',
    'https://192.168.0.1',
    'http://127.0.0.1:3000',
    'http://127.1/agents',
    'http://127.0.0.53',
    'http://2130706433',
    'http://0x7f.0.0.1',
    'http://[::1]:3000/agents',
    'http://[0:0:0:0:0:0:0:1]',
    'http://localhost:3000',
    'http://LOCALHOST',
  ])('%s will do', (baseUrl) => {
    expect(checkConnection({ ...good, baseUrl })).toBeNull();
  });

  it.each([
    '',
    '   ',
    'api.example.com',
    '/agents',
    'C:\\agents',
    'ftp://api.example.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://',
    'https://a b.example',
    'https://api.example.com:99999',
    // Plain http beyond this machine.
    'http://api.example.com',
    'http://127.0.0.1.evil.com',
    'http://localhost.evil.com',
    'http://evil.com/localhost',
    'http://127.0.0.1@evil.com',
    'http://notlocalhost',
    'http://192.168.0.1',
    'http://10.0.0.1',
    'http://0.0.0.0',
    'http://128.0.0.1',
    'http://[::]',
    'http://[::2]',
    'http://[::ffff:8.8.8.8]',
    // A name and password in it.
    'https://user@api.example.com',
    'https://@api.example.com',
    'https://:@api.example.com/x@y',
    'https://user:password@api.example.com',
    'http://user:password@127.0.0.1',
    // Its end would not be the path's end.
    'https://api.example.com/agents?x=1',
    'https://api.example.com/agents#x',
  ])('refuses %s', (baseUrl) => {
    expect(checkConnection({ ...good, baseUrl })).toMatchObject({ field: 'baseUrl' });
  });

  it.each(['https://api.example.com/agents?', 'https://api.example.com/agents#'])(
    '%s will not either: every call would go to that address itself',
    (baseUrl) => {
      expect(checkConnection({ ...good, baseUrl })).toMatchObject({ field: 'baseUrl' });
    },
  );

  it('is reported as missing, as no web address, or as unprotected', () => {
    const said = (baseUrl: string) => checkConnection({ ...good, baseUrl })?.message.code;
    expect(said('')).toBe('base_url_missing');
    expect(said('example')).toBe('base_url_no_address');
    expect(said('http://example.com')).toBe('base_url_unprotected');
  });
});

describe('the key', () => {
  it.each(['k', 'sk-~!@#$%^&*()_+', 'a'.repeat(4000)])('%s will do', (apiKey) => {
    expect(checkConnection({ ...good, apiKey })).toBeNull();
  });

  it.each([
    '',
    ' ',
    'two words',
    'new\nline',
    'line\n',
    'tab\t',
    'schlüssel',
    '“quoted”',
    'nul\0',
    'zero​width',
  ])('refuses %j without repeating it', (apiKey) => {
    const problem = checkConnection({ ...good, apiKey });
    expect(problem).toMatchObject({ field: 'apiKey' });
    if (apiKey.trim() !== '') expect(JSON.stringify(problem)).not.toContain(JSON.stringify(apiKey));
  });
});

describe('the user id', () => {
  it.each([good.userId.toUpperCase(), '00000000-0000-0000-0000-000000000000'])('%s will do', (userId) => {
    expect(checkConnection({ ...good, userId })).toBeNull();
  });

  it.each([
    '',
    'me',
    `{${good.userId}}`,
    `${good.userId}\n`,
    good.userId.slice(1),
    good.userId.replaceAll('-', ''),
  ])('%j will not', (userId) => {
    expect(checkConnection({ ...good, userId })).toMatchObject({ field: 'userId' });
  });
});

describe('staying on this machine', () => {
  it.each(['http://localhost', 'http://127.255.255.254', 'https://[::1]'])('%s does', (url) => {
    expect(isLoopback(new URL(url))).toBe(true);
  });
  it.each(['http://127.0.0.1.nip.io', 'http://[::1:1]', 'http://localhost.example', 'http://127.evil.com'])(
    '%s does not',
    (url) => {
      expect(isLoopback(new URL(url))).toBe(false);
    },
  );
});

describe('the destination of a file id', () => {
  it('is the same whatever the spelling of slashes and of the user id', () => {
    const spelled = { ...good, baseUrl: `${good.baseUrl}//`, userId: good.userId.toUpperCase() };
    expect(destinationOf(spelled)).toBe(destinationOf(good));
  });

  it('does not depend on the key, and holds none', () => {
    const other = { ...good, apiKey: 'other' };
    expect(destinationOf(other)).toBe(destinationOf(good));
    expect(destinationOf(good)).not.toContain(good.apiKey);
  });

  it('differs for another user, host, port or path', () => {
    const all = [
      good,
      { ...good, userId: '597f6eca-6276-4993-bfeb-53cbbbba6f08' },
      ...['https://b.example.com/agents', 'https://api.example.com:1/agents', 'https://api.example.com'].map(
        (baseUrl) => ({ ...good, baseUrl }),
      ),
    ];
    expect(new Set(all.map(destinationOf)).size).toBe(all.length);
  });
});

describe('whomOf', () => {
  it.each([
    [good.baseUrl, 'api.example.com/agents'],
    ['http://127.0.0.1:3000/', '127.0.0.1:3000'],
    ['https://api.example.com/a@b', 'api.example.com…'],
  ])('names for %s the start of the user id and the server %s', (baseUrl, server) => {
    expect(whomOf(destinationOf({ ...good, baseUrl }))).toEqual({ user: '497f6eca…', server });
  });

  it('names no key', () => {
    expect(JSON.stringify(whomOf(destinationOf(good)))).not.toContain(good.apiKey);
  });
});

describe('the name of a request budget', () => {
  it('never contains the key, however short it is, nor anything that a URL or a file could not hold', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\x21-\x7e]{5,80}$/), (apiKey) => {
        const budget = budgetOf({ ...good, apiKey });
        expect(budget).toMatch(/^[0-9a-f]{16}$/);
        // Five characters of hexadecimal digits might be in it by chance.
        if (/[^0-9a-f]/.test(apiKey) || apiKey.length > 16) expect(budget).not.toContain(apiKey);
      }),
    );
  });

  it('is that of the key at a server, whatever the path, the user and the spelling', () => {
    const same = [
      { ...good, userId: '597f6eca-6276-4993-bfeb-53cbbbba6f08' },
      ...['https://api.example.com', 'HTTPS://API.example.com:443/agents//'].map((baseUrl) => ({
        ...good,
        baseUrl,
      })),
    ];
    expect(new Set(same.map(budgetOf))).toEqual(new Set([budgetOf(good)]));
  });

  it('differs for another key and another server', () => {
    const all = [
      good,
      { ...good, apiKey: 'abc-124' },
      ...['https://b.example.com', 'https://api.example.com:1', 'http://api.example.com'].map((baseUrl) => ({
        ...good,
        baseUrl,
      })),
    ];
    expect(new Set(all.map(budgetOf)).size).toBe(all.length);
  });
});
