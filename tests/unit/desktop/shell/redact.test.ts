import { describe, expect, it } from 'vitest';
import { redact } from '../../../../main/desktop/shell/redact.ts';

const SIGNATURE = 'a1b2c3d4'.repeat(8);

describe('redact', () => {
  it.each([
    [
      `PUT https://bucket.s3.example.com/u/f.pdf?X-Amz-Signature=${SIGNATURE}&X-Amz-Expires=900 ended`,
      'PUT https://bucket.s3.example.com/u/f.pdf?… ended',
    ],
    ['GET https://me:pass@api.example.com/agents/files', 'GET https://api.example.com/agents/files'],
    ['GET https://me:p@ss@api.example.com/agents', 'GET https://api.example.com/agents'],
    ['GET https://me:p/ss@api.example.com/agents failed', 'GET https://api.example.com/agents failed'],
    ['at http://localhost:5173/@id/x.js:1:2', 'at http://localhost:5173/@id/x.js:1:2'],
    ['at file:///opt/node_modules/@scope/x.js:1:2', 'at file:///opt/node_modules/@scope/x.js:1:2'],
    ['https://api.example.com/#id=4', 'https://api.example.com/#…'],
    ['api-key: k-123', 'api-key: …'],
    ['{"apiKey":"k-123","userId":"u"}', '{"apiKey":"…","userId":"u"}'],
    ['Authorization: Bearer abc.def', 'Authorization: …'],
    ['X-Amz-Credential=AKIA/2026/eu and so on', 'X-Amz-Credential=… and so on'],
    [`a loose ${SIGNATURE} here`, 'a loose … here'],
    ['ENOENT /home/erika/Documents/offer.pdf', 'ENOENT ~/Documents/offer.pdf'],
    [
      "ENOENT: no such file or directory, open '/home/erika/It's a secret.pdf' at x.js",
      "ENOENT: no such file or directory, open '….pdf' at x.js",
    ],
    [
      "EXDEV: cross-device link not permitted, rename '/a/b.csv' -> '/media/c'",
      "EXDEV: cross-device link not permitted, rename '…'",
    ],
    ['497f6eca-6276-4993-bfeb-53cbbbba6f08', '497f6eca-6276-4993-bfeb-53cbbbba6f08'],
    ['at app://hoist/index.html:3:4', 'at app://hoist/index.html:3:4'],
  ])('%s', (text, shown) => {
    expect(redact(text, '/home/erika')).toBe(shown);
  });

  it.each([
    ['ENOENT C:\\Users\\Erika Mai\\offer.pdf', 'ENOENT ~\\offer.pdf'],
    ['{"path":"C:\\\\Users\\\\Erika Mai\\\\offer.pdf"}', '{"path":"~\\\\offer.pdf"}'],
    ['at file:///C:/Users/Erika%20Mai/Hoist/main.js:1:2', 'at file:///~/Hoist/main.js:1:2'],
    ['at c:\\users\\erika mai\\main.js', 'at ~\\main.js'],
  ])('hides a home folder on Windows: %s', (text, shown) => {
    expect(redact(text, 'C:\\Users\\Erika Mai')).toBe(shown);
  });
});
