import { readdirSync, readlinkSync } from 'node:fs';
import { appendFile, rename } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { fingerprintOf, sha256Of } from '../../../main/core/files/fingerprint.ts';
import { type PutRequest, StorageClient } from '../../../main/core/storage/put.ts';
import { OddServer } from '../../support/odd-server.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';
import { writeRandom } from '../../support/uploads.ts';

/** Two files and one connection: the first is sent and waits for its answer, the second is open and waits for the connection. */
async function twoFiles() {
  const folder = await tempFolder();
  const unanswered: ServerResponse[] = [];
  const server = await OddServer.start((request, response) => {
    request.resume().on('end', () => unanswered.push(response));
  });
  const client = new StorageClient({ maxSockets: 1 });
  const abort = new AbortController();
  const requestFor = async (name: string, signal: AbortSignal): Promise<PutRequest> => {
    const path = await writeRandom(folder.at(name), 20 * 1024);
    const fingerprint = await fingerprintOf(path);
    const sha256 = await sha256Of(path, fingerprint, signal);
    const url = `${server.url}/${name}`;
    return { url, path, fingerprint, sha256, contentType: 'application/pdf', signal, onProgress() {} };
  };
  const first = await requestFor('first.pdf', new AbortController().signal);
  const second = await requestFor('second.pdf', abort.signal);
  const isOpen = (name: string) => openFiles().includes(folder.at(name));
  const outcomes = [client.put(first)];
  await until('the first is sent', () => unanswered.length === 1);
  outcomes.push(client.put(second));
  await until('the second is open', () => isOpen('second.pdf'));
  return {
    folder,
    server,
    abort,
    isOpen,
    outcomes: () => Promise.all(outcomes),
    /** Answers one PUT after the other. */
    async answer(count: number): Promise<void> {
      for (let answered = 0; answered < count; answered += 1) {
        await until('a PUT is there', () => unanswered.length > 0);
        unanswered.shift()?.end();
      }
    },
    async [Symbol.asyncDispose](): Promise<void> {
      client.close();
      await server[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return [];
    }
  });
}

// Only Linux tells which files are open.
describe.runIf(process.platform === 'linux')('a file that is open before its connection is free', () => {
  it('goes over the one connection, under whatever name it has by then', async () => {
    await using files = await twoFiles();
    expect(files.server.requests).toHaveLength(1);
    await rename(files.folder.at('second.pdf'), files.folder.at('renamed.pdf'));
    await files.answer(2);
    expect(await files.outcomes()).toEqual([{ kind: 'stored' }, { kind: 'stored' }]);
    expect(files.isOpen('renamed.pdf')).toBe(false);
  });

  it('is not taken for sent if it changes meanwhile', async () => {
    await using files = await twoFiles();
    await appendFile(files.folder.at('second.pdf'), 'more');
    await files.answer(2);
    const [first, second] = await files.outcomes();
    expect(first).toEqual({ kind: 'stored' });
    expect(second).toMatchObject({ kind: 'file', error: { code: 'file_changed' } });
  });

  it('is closed at once and never sent if it is cancelled meanwhile', async () => {
    await using files = await twoFiles();
    const ended = expect(files.outcomes()).rejects.toThrow('aborted');
    files.abort.abort();
    await ended;
    expect(files.isOpen('second.pdf')).toBe(false);
    await files.answer(1);
    expect(files.server.requests).toHaveLength(1);
  });
});
