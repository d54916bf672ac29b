import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesOf } from '../../../../main/core/model/connection-names.ts';
import { destinationOf, whomOf } from '../../../../main/core/model/connection-settings.ts';
import {
  plainUrl,
  shortAddress,
  shownAddress,
  shownHost,
} from '../../../../main/core/model/shown-address.ts';
import { shownQuotaAddress } from '../../../../main/core/quota-server/quota-address.ts';
import { entriesOf } from '../../../../main/desktop/connection/connection-entries.ts';

const userId = '497f6eca-6276-4993-bfeb-53cbbbba6f08';

/** All texts that persons see of a base URL. */
function seenOf(baseUrl: string): readonly string[] {
  const kept = { name: '', baseUrl, userId, encryptedKey: '', keySeal: '' };
  const names = namesOf([kept, { ...kept, userId: `0${userId.slice(1)}` }]);
  const [entry] = entriesOf([kept], new Map(), { all: () => [].values() });
  return [
    shownAddress(baseUrl),
    shortAddress(baseUrl),
    shownHost(baseUrl),
    ...(plainUrl(baseUrl.trim()) !== null ? [] : [destinationOf(kept).slice(userId.length)]),
    whomOf(destinationOf(kept)).server,
    whomOf(`${userId}@${baseUrl}`).server,
    names.get(destinationOf(kept))?.replace(/ \(.*/, '') ?? '',
    entry?.server ?? '',
    entry?.name ?? '',
    shownQuotaAddress(baseUrl),
  ];
}

describe('an address that is shown', () => {
  it.each([
    'https://api.example.com/agents',
    'http://127.0.0.1:3000/',
    'https://[::1]:3000',
    'api.example.com/agents',
    'localhost:3000',
    'C:\\agents',
    'nonsense',
    '',
  ])('%s stays as it is', (address) => {
    expect(shownAddress(address)).toBe(address);
  });

  it.each([
    [
      'https://me:secret@api.example.com/agents',
      'https://…@api.example.com/agents',
      '…@api.example.com/agents',
    ],
    ['me:secret@api.example.com', '…@api.example.com', '…@api.example.com'],
    ['https://me:se/cret@api.example.com', 'https://…@api.example.com', '…@api.example.com'],
    ['https://me:secret%40api.example.com', 'https://…@api.example.com', '…@api.example.com'],
    ['https:\\\\me:secret@api.example.com', '…@api.example.com', '…@api.example.com'],
    ['htp://me:secret@api.example.com', '…@api.example.com', '…@api.example.com'],
    // Calls would go to these hosts, so nobody may take them for another one.
    ['https://OFFICE\\me:secret@api.example.com', 'https://office…', 'office…'],
    ['https://me:12/secret@api.example.com', 'https://me…', 'me…'],
    ['https://api.example.com/a@b', 'https://api.example.com…', 'api.example.com…'],
    ['https://api.example.com/agents?token=secret', 'https://api.example.com/agents?…', 'api.example.com'],
    ['nowhere#secret', 'nowhere#…', 'nowhere#…'],
  ])('%s becomes %s', (address, shown, host) => {
    expect([shownAddress(address), shownHost(address)]).toEqual([shown, host]);
  });

  it('holds no character of a password, however wrong the address is', () => {
    const text = (characters: string, minLength: number) =>
      fc.string({ unit: fc.constantFrom(...characters), minLength, maxLength: 12 });
    const scheme = fc.constantFrom(
      ...[
        'https://',
        'HTTP://',
        'https:',
        'https:/',
        'https:///',
        'https:\\\\',
        ' https://',
        'https ://',
        '//',
        '',
      ],
      ...['htp://', 'ftp://', 'mailto:', 'redis://', 'rediss+sentinel://', 'https://https://', 'https:// '],
    );
    const address = fc.tuple(
      scheme,
      text('abc\\/.& ', 0),
      fc.constantFrom(':', '%3A', '::'),
      // Neither hosts nor users have these.
      fc.tuple(text('xyz167/\\?#:@%&=+ "\'<>[]\t\n', 0), text('xyz167', 1)).map((parts) => parts.join('')),
      fc.constantFrom('@', '%40', '%2540', '\uff20', '\ufe6b', '@ ', ' @'),
      text('defg.', 1),
      fc.constantFrom('', '/', '/agents', ':8/', '/agents?', '\\agents', '/ag@ents'),
    );
    fc.assert(
      fc.property(address, (parts) => {
        const baseUrl = parts.join('');
        for (const seen of seenOf(baseUrl)) expect(seen, baseUrl).not.toMatch(/[xyz167]/i);
        expect(shownAddress(shownAddress(baseUrl))).toBe(shownAddress(baseUrl));
      }),
      { numRuns: 5000 },
    );
  });

  it('never names another host than the one that calls would go to', () => {
    const piece = fc.constantFrom(
      ...'abc.:/\\@?#%',
      'https://',
      '%40',
      'evil.example',
      'good.example',
      ':80',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const address = `https://${pieces.join('')}`;
        fc.pre(plainUrl(address) !== null);
        expect(shownHost(address).startsWith(new URL(address).hostname)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
