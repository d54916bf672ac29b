import { describe, expect, it } from 'vitest';
import { isSafeStorage } from '../../../../main/core/files-api/storage-address.ts';

const isSafe = (fileUrl: string, base: string) => isSafeStorage(new URL(fileUrl), new URL(base));

describe('an API elsewhere', () => {
  const base = 'https://api.example.com/agents';

  it.each([
    'https://bucket.s3.eu-central-1.amazonaws.com/a?X-Amz-Signature=x',
    'https://storage.example.com:9000/a',
    // A company's own storage, in its own network.
    'https://10.1.2.3/a',
    'https://192.168.0.9:9000/a',
    // Of a network without IPv4.
    'https://[64:ff9b::808:808]/a',
  ])('may name %s', (url) => expect(isSafe(url, base)).toBe(true));

  it.each([
    ...['http://storage.example.com/a', 'file:///etc/passwd', 'ftp://storage.example.com/a', 'data:,x'],
    ...[
      'https://127.0.0.1/a',
      'https://127.1/a',
      'https://2130706433/a',
      'https://0x7f.1/a',
      'http://127.0.0.1/a',
    ],
    ...[
      'https://localhost/a',
      'https://x.localhost/a',
      'https://0.0.0.0/a',
      'https://[::1]/a',
      'https://[::]/a',
    ],
    ...['https://[::ffff:127.0.0.1]/a', 'https://169.254.169.254/latest', 'https://[fe80::1]/a'],
    ...[
      'https://localhost./a',
      'https://x.localhost./a',
      'https://[::127.0.0.1]/a',
      'https://[64:ff9b::127.0.0.1]/a',
    ],
    ...['https://[64:ff9b::a9fe:a9fe]/a', 'https://[fd00:ec2::254]/a'],
    'https://me:secret@storage.example.com/a',
  ])('may not name %s', (url) => expect(isSafe(url, base)).toBe(false));
});

describe('an API on this machine', () => {
  it.each([
    ['http://127.0.0.1:8080/bucket/a', 'http://127.0.0.1:8080', true],
    ['http://localhost:9000/bucket/a', 'http://127.0.0.1:8080', true],
    ['https://storage.example.com/a', 'http://127.0.0.1:8080', true],
    ['http://127.0.0.1:8080/bucket/a', 'https://127.0.0.1:8443', false],
    ['http://0.0.0.0:8080/bucket/a', 'http://127.0.0.1:8080', false],
    ['http://storage.example.com/a', 'http://127.0.0.1:8080', false],
    ['file:///etc/passwd', 'http://127.0.0.1:8080', false],
  ])('names %s with %s: %s', (url, base, is) => expect(isSafe(url, base)).toBe(is));
});
