import { expect, it } from 'vitest';
import { fingerprintOf } from '../../../main/core/files/fingerprint.ts';
import { FilesApiClient } from '../../../main/core/files-api/client.ts';
import { StorageClient } from '../../../main/core/storage/put.ts';
import { systemClock } from '../../../main/core/util/clock.ts';
import { OddServer } from '../../support/odd-server.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { writeRandom } from '../../support/uploads.ts';

it('Answers whose headers a gateway has filled with policies and cookies are read, the API’s and the storage’s', async () => {
  await using folder = await tempFolder();
  await using server = await OddServer.start((request, response) => {
    response.setHeader('content-security-policy', 'x'.repeat(60_000));
    response.setHeader('content-type', 'application/json');
    request.resume().on('end', () => response.end('{"files":[],"limit":1,"page":1,"total":7}'));
  });
  const userId = '497f6eca-6276-4993-bfeb-53cbbbba6f08';
  const api = new FilesApiClient({ baseUrl: server.url, apiKey: 'key', userId }, systemClock);
  const storage = new StorageClient();
  const { signal } = new AbortController();
  expect(await api.countFiles(signal)).toBe(7);
  const path = await writeRandom(folder.at('a.pdf'), 1000);
  const request = { url: `${server.url}/put`, path, contentType: 'application/pdf', signal };
  const fingerprint = await fingerprintOf(path);
  expect(await storage.put({ ...request, fingerprint, onProgress: () => {} })).toMatchObject({
    kind: 'stored',
  });
  api.close();
  storage.close();
});
