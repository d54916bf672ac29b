import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { FilesApiClient } from '../../../main/core/files-api/client.ts';
import { systemClock } from '../../../main/core/util/clock.ts';
import { OddServer } from '../../support/odd-server.ts';

it('an answer that is small on the wire and endless unpacked is given up', async () => {
  const packed = gzipSync(Buffer.alloc(400 * 1024 * 1024, ' '));
  await using server = await OddServer.start((_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'application/json' }).end(packed),
  );
  const client = new FilesApiClient({ baseUrl: server.url, apiKey: 'k', userId: 'u' }, systemClock);
  const before = process.memoryUsage().rss;
  await expect(client.countFiles(new AbortController().signal)).rejects.toMatchObject({
    code: 'unexpected_answer',
    message: expect.stringContaining('far too long'),
  });
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  client.close();
});
