import { readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe } from 'vitest';
import type { PutOutcome } from '../../../main/core/storage/put.ts';
import type { Source } from '../../support/altered-source.ts';
import { OddServer } from '../../support/odd-server.ts';
import { sourceExploit } from '../../support/source-exploit.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const PUT = 'main/core/storage/put.ts';
const REQUEST = 'main/core/storage/storage-request.ts';

async function send(source: Source, url: string, isOutside: boolean): Promise<PutOutcome> {
  await using folder = await tempFolder();
  await writeFile(folder.at('a.txt'), 'text');
  const { StorageClient } = await source.load<typeof import('../../../main/core/storage/put.ts')>(PUT);
  const { fingerprintOf } = await source.load<typeof import('../../../main/core/files/fingerprint.ts')>(
    'main/core/files/fingerprint.ts',
  );
  const client = new StorageClient();
  try {
    return await client.put({
      url,
      isOutside,
      path: folder.at('a.txt'),
      contentType: 'text/plain',
      fingerprint: await fingerprintOf(folder.at('a.txt')),
      signal: new AbortController().signal,
      onProgress: () => {},
    });
  } finally {
    client.close();
  }
}

/** A byte each 50 ms, for three seconds, as it could for ever. */
function drip(request: IncomingMessage, response: ServerResponse): void {
  request.resume().on('end', () => {
    response.writeHead(200);
    let left = 60;
    const timer = setInterval(() => {
      left -= 1;
      if (left > 0) response.write('x');
      else response.end();
    }, 50);
    response.on('close', () => clearInterval(timer));
  });
}

describe('a hostile storage', () => {
  sourceExploit('holds a place for uploads for as long as it likes, by an answer of a byte at a time', {
    stage: { file: REQUEST, from: 'const ANSWER_MS = 120_000;', to: 'const ANSWER_MS = 400;' },
    guards: [
      {
        file: REQUEST,
        from: "setTimeout(() => fail('ETIMEDOUT'), ANSWER_MS)",
        to: 'setTimeout(() => {}, 1)',
      },
    ],
    async attempt(source) {
      await using storage = await OddServer.start(drip);
      return (await send(source, `${storage.url}/a`, false)).kind === 'stored';
    },
  });

  sourceExploit('has a file sent to a service of this machine, by a name that leads there', {
    guards: [{ file: REQUEST, from: 'isOutside && looksUpHere(route)', to: 'false' }],
    async attempt(source) {
      const key = new URL('../../support/tls/server-key.pem', import.meta.url);
      const cert = new URL('../../support/tls/server.pem', import.meta.url);
      let connections = 0;
      const service = createServer({ key: await readFile(key), cert: await readFile(cert) });
      service.on('connection', () => {
        connections += 1;
      });
      await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
      try {
        // The system knows this name itself: it leads to this machine and nowhere else.
        const { port } = service.address() as AddressInfo;
        await send(source, `https://localhost:${port}/a`, true);
        return connections > 0;
      } finally {
        service.closeAllConnections();
        await new Promise((resolve) => service.close(resolve));
      }
    },
  });
});
