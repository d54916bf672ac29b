import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillDraft } from '../../../../../renderer/features/settings/curl/fill-draft.ts';
import { isCurl, readCurl } from '../../../../../renderer/features/settings/curl/read-curl.ts';
import { shellWords } from '../../../../../renderer/features/settings/curl/shell-words.ts';

const USER = '497f6eca-6276-4993-bfeb-53cbbbba6f08';
const URL = 'https://api.haufe.ai/agents/v1/files/signed-url?filename=report.pdf';
const all = { baseUrl: 'https://api.haufe.ai/agents', apiKey: 'k3y', userId: USER };
const valuesOf = (command: string) => {
  const read = readCurl(command);
  return read.kind === 'settings' ? read.values : read.kind;
};

describe('shellWords', () => {
  it.each([
    ['curl \'a b\' "c d" e\\ f', ['curl', 'a b', 'c d', 'e', 'f']],
    ['a"b"\'c\'d', ['abcd']],
    ['"a\\"b\\\\c\\$d\\n"', ['a"b\\c$d\\n']],
    ["$'a\\tb\\'c\\x41\\u00e9\\\\'", ["a\tb'cAé\\"]],
    ["''", ['']],
    ['a \\\n  b \\\r\nc', ['a', 'b', 'c']],
    ['a ^\r\n  b', ['a', 'b']],
    ['a `\n  b', ['a', 'b']],
    ['^"a^%b^" "c^d"', ['a%b', 'c^d']],
    ['"a`"b" `x`', ['a"b', '`x`']],
    ['a | b', ['a']],
    ['a; b', ['a']],
    ['$A "$(b)"', ['$A', '$(b)']],
    ["'open", ['open']],
    ['"open', ['open']],
    ["$'open", ['open']],
  ])('splits %j', (text, words) => {
    expect(shellWords(text)).toEqual(words);
  });

  it('gives back whatever is quoted as a Unix shell quotes it', () => {
    const quoted = (word: string) => `'${word.replaceAll("'", String.raw`'\''`)}'`;
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (words) => {
        expect(shellWords(words.map(quoted).join(' '))).toEqual(words);
      }),
    );
  });

  it('ends for any text', () => {
    const part = fc.constantFrom(
      "'",
      '"',
      '\\',
      '`',
      '^',
      '$',
      "$'",
      ' ',
      '\n',
      ';',
      'a',
      '-H',
      'curl',
      '://',
    );
    fc.assert(fc.property(fc.array(part), (parts) => Array.isArray(shellWords(parts.join('')))));
  });
});

describe('readCurl', () => {
  it.each([
    ['of a Unix shell', `curl -X GET '${URL}' \\\n  -H 'api-key: k3y' \\\n  -H "User-Id: ${USER}"`],
    ['in one line, with a prompt', `ada@host:~$ curl -sS "${URL}" -H "API-KEY:k3y" --header=user-id:${USER}`],
    ['of cmd', `curl ^"${URL}^" ^\r\n  -H ^"api-key: k3y^" ^\r\n  -H ^"user-id: ${USER}^"`],
    ['of PowerShell', `PS C:\\> curl.exe "${URL}" \`\n  -H "api-key: k3y" \`\n  -H "user-id: ${USER}"`],
    ['with clustered options', `curl -sLH'api-key: k3y' -o out.json --url ${URL} -Huser-id:${USER}`],
    ['with ANSI quotes', `curl $'${URL}' -H $'api-key: k3\\x79' -H $'user-id: ${USER}'`],
    [
      'copied from a page without its line breaks',
      `curl "${URL}" \\ -H "api-key: k3y" \\ -H "user-id: ${USER}"{`,
    ],
    [
      'of another call',
      `curl https://api.haufe.ai/agents/v1/files/{file_id} -H 'api-key: k3y' -H 'user-id: ${USER}' -d '{"a": 1}'`,
    ],
    [
      'without a scheme, followed by another',
      `curl api.haufe.ai/agents/v1/files -H 'api-key: k3y' -H 'user-id: ${USER}'\ncurl http://other/v1/files`,
    ],
  ])('reads all settings of a command %s', (_what, command) => {
    expect(isCurl(command)).toBe(true);
    expect(valuesOf(command)).toEqual(all);
  });

  it.each([
    ['https://[::1]:8443/v1/files', 'https://[::1]:8443'],
    ['http://127.0.0.1:8080/v1/files?page=1', 'http://127.0.0.1:8080'],
    ['https://ada:pw@host.test/a/b/v1/files/x/status', 'https://host.test/a/b'],
  ])('takes what stands before /v1/files in %s', (address, baseUrl) => {
    expect(valuesOf(`curl ${address}`)).toEqual({ baseUrl });
  });

  it.each([
    '$API_KEY',
    '$' + '{API_KEY}',
    '$(pass show key)',
    '`cat key`',
    '%API_KEY%',
    '<your key>',
    '{{api_key}}',
    'YOUR_API_KEY',
    'your-key-here',
    'API_KEY',
    '[key]',
    'string',
    'xxxx',
    '••••',
    'abc…',
  ])('takes no placeholder such as %s', (key) => {
    expect(valuesOf(`curl '${URL}' -H 'api-key: ${key}' -H "user-id: ${USER}"`)).toEqual({
      baseUrl: all.baseUrl,
      userId: USER,
    });
  });

  it.each([
    'https://example.com',
    'https://api.example',
    '$BASE_URL',
    '<base>',
    'https://your-server.test',
    '{{base}}',
  ])('takes no base URL of %s', (base) => {
    expect(valuesOf(`curl "${base}/v1/files/signed-url" -H "api-key: k3y"`)).toEqual({ apiKey: 'k3y' });
  });

  it.each([
    [`curl -X PUT --data-binary @a.pdf 'https://bucket.s3.test/a?X-Amz-Signature=1'`, 'upload'],
    [`curl -T a.pdf "$FILE_URL"`, 'upload'],
    [`curl 'https://bucket.s3.test/a?x-amz-signature=1' -H 'api-key: k3y'`, 'upload'],
    ['curl https://api.haufe.ai/agents/v1/models', 'other'],
    [`curl https://api.haufe.ai/ -H 'Authorization: Bearer k3y'`, 'other'],
    [
      'curl --proxy http://proxy.test/v1/files -e https://a.test/v1/files -d https://b.test/v1/files',
      'other',
    ],
  ])('says of %s: %s', (command, kind) => {
    expect(valuesOf(command)).toBe(kind);
  });

  it('takes only values that stand in the command, whatever it is', () => {
    const word = fc.constantFrom(
      '-H',
      '-X',
      'PUT',
      '--header',
      "'api-key: a'",
      `"user-id: ${USER}"`,
      URL,
      '--',
      '-',
      '=',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string())), (words) => {
        const command = `curl ${words.join(' ')}`;
        const read = readCurl(command);
        if (read.kind !== 'settings') return;
        for (const value of [read.values.apiKey, read.values.userId]) {
          if (value !== undefined) expect(value).not.toBe('');
        }
        if (read.values.baseUrl !== undefined) expect(read.values.baseUrl).toMatch(/^https?:\/\/.*[^/]$/);
      }),
    );
  });

  it.each(['https://api.haufe.ai/agents', 'curly', 'k3y', '', 'scurl https://a'])(
    'leaves %j alone',
    (text) => {
      expect(isCurl(text)).toBe(false);
    },
  );
});

describe('fillDraft', () => {
  const saved = { baseUrl: all.baseUrl, hasKey: true };
  const named = { ...all, name: 'Work' };
  const draft = { ...named, apiKey: 'typed' };
  const canFill = () => true;

  it('keeps no key that was typed for another server, and asks for one', () => {
    const moved = fillDraft(draft, { baseUrl: 'https://other.test' }, saved, canFill);
    expect(moved).toEqual({
      draft: { ...named, baseUrl: 'https://other.test', apiKey: '' },
      taken: ['baseUrl'],
      missing: ['apiKey'],
    });
  });

  it('keeps the typed key on the same server, and needs none where one is saved', () => {
    expect(fillDraft(draft, { baseUrl: 'https://api.haufe.ai/v2' }, saved, canFill).draft.apiKey).toBe(
      'typed',
    );
    expect(fillDraft({ ...named, apiKey: '' }, { userId: USER }, saved, canFill).missing).toEqual([]);
    const unsaved = { ...saved, hasKey: false };
    expect(fillDraft({ ...named, apiKey: '' }, { userId: USER }, unsaved, canFill).missing).toEqual([
      'apiKey',
    ]);
  });

  it('fills no locked field, and misses none', () => {
    const filled = fillDraft(
      { ...named, apiKey: '' },
      { baseUrl: 'https://b.test', userId: 'u' },
      saved,
      (field) => field === 'userId',
    );
    expect(filled).toEqual({ draft: { ...named, apiKey: '', userId: 'u' }, taken: ['userId'], missing: [] });
  });
});
