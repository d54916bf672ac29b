import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { renameSync, symlinkSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import type { Source } from '../../support/altered-source.ts';
import { OddServer } from '../../support/odd-server.ts';
import { sourceExploit } from '../../support/source-exploit.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const OPEN = 'main/core/files/open-file.ts';

/** Hashes and sends four named pipes, which nobody writes to; then it says whether files can still be read. */
const SCRIPT = `
const [root, ...pipes] = process.argv.slice(1);
const { sha256Of } = await import(root + '/main/core/files/fingerprint.ts');
const { StorageClient } = await import(root + '/main/core/storage/put.ts');
const { intake } = await import(root + '/main/core/intake/intake.ts');
const { readFile } = await import('node:fs/promises');
const signal = new AbortController().signal;
const fingerprint = { inode: '1', sizeBytes: 10, mtimeNs: '0' };
console.log('begins');
const put = new StorageClient().put;
const request = { url: 'http://127.0.0.1:9/', contentType: 'text/plain', fingerprint, signal, onProgress() {} };
for (const path of pipes) {
  const work = process.env.WAY === 'hash' ? sha256Of(path, fingerprint, signal) : put({ ...request, path });
  work.catch(() => {});
}
await readFile(root + "/package.json");
console.log('works');
process.exit();
`;

/** Far longer than it takes to fail; a pipe that is waited for takes for ever. */
const HANGS_MS = 6000;

async function isStuckWith(source: Source, way: 'hash' | 'put'): Promise<boolean> {
  await using folder = await tempFolder();
  const pipes = [1, 2, 3, 4].map((n) => folder.at(`${n}.txt`));
  execFileSync('mkfifo', pipes);
  const child = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT, source.root, ...pipes], {
    env: { ...process.env, WAY: way, UV_THREADPOOL_SIZE: '4' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  try {
    let said = '';
    for await (const chunk of child.stdout) {
      said += chunk;
      if (said.includes('begins')) break;
    }
    return (await Promise.race([closed.then(() => 'ended'), sleep(HANGS_MS, 'hangs')])) === 'hangs';
  } finally {
    child.kill('SIGKILL');
    await closed;
  }
}

function onSwap(swap: () => void): void {
  (process as NodeJS.EventEmitter).once('hoist-test-swap', swap);
}

const WAITING = { file: OPEN, from: 'O_RDONLY | O_NONBLOCK | O_NOCTTY', to: 'O_RDONLY' } as const;

describe('a stranger who may swap a queued file', () => {
  sourceExploit('named pipes that are hashed stop all work on files', {
    guards: [WAITING],
    attempt: (source) => isStuckWith(source, 'hash'),
  });

  sourceExploit('named pipes that are sent stop all work on files', {
    guards: [WAITING],
    attempt: (source) => isStuckWith(source, 'put'),
  });

  sourceExploit('a link or a folder swapped for one has a private file sent from a watched folder', {
    guards: [
      {
        file: OPEN,
        from: "if (typeof links === 'object') return openWithin(path, links.within, signal);",
        to: '',
      },
    ],
    async attempt(source) {
      await using folder = await tempFolder();
      await mkdir(folder.at('watched/sub'), { recursive: true });
      await mkdir(folder.at('private'));
      await writeFile(folder.at('private/a.txt'), 'private');
      await writeFile(folder.at('watched/sub/a.txt'), 'shared');
      await using storage = await OddServer.start((request, response) => {
        request.resume().on('end', () => response.end());
      });
      const { StorageClient } =
        await source.load<typeof import('../../../main/core/storage/put.ts')>('main/core/storage/put.ts');
      const { fingerprintOf, sha256Of } = await source.load<
        typeof import('../../../main/core/files/fingerprint.ts')
      >('main/core/files/fingerprint.ts');
      const client = new StorageClient();
      const send = async (name: string) => {
        const path = folder.at(`watched/${name}`);
        const [fingerprint, links] = [await fingerprintOf(path), { within: folder.at('watched') }];
        const { signal } = new AbortController();
        const hashed = await sha256Of(path, fingerprint, signal, links).catch(() => null);
        const url = `${storage.url}/${name}`;
        const request = { url, path, fingerprint, links, signal, contentType: 'text/plain' };
        const { kind } = await client.put({ ...request, onProgress: () => {} });
        return hashed !== null || kind === 'stored';
      };
      try {
        // A link that stays within the folder is followed.
        symlinkSync(folder.at('watched/sub/a.txt'), folder.at('watched/inside.txt'));
        expect(await send('inside.txt')).toBe(true);
        symlinkSync(folder.at('private/a.txt'), folder.at('watched/link.txt'));
        renameSync(folder.at('watched/sub'), folder.at('watched/was-sub'));
        symlinkSync(folder.at('private'), folder.at('watched/sub'));
        return (await send('link.txt')) || (await send('sub/a.txt'));
      } finally {
        client.close();
      }
    },
  });

  sourceExploit('a folder swapped for a link right before the file is opened has a private file read', {
    stage: {
      file: OPEN,
      from: 'const opened = await openRegular(real, O_NOFOLLOW, signal);',
      to: 'process.emit("hoist-test-swap"); const opened = await openRegular(real, O_NOFOLLOW, signal);',
    },
    guards: [{ file: OPEN, from: 'demandWithin(await placeOf(opened.file, path), realFolder);', to: '' }],
    async attempt(source) {
      await using folder = await tempFolder();
      await mkdir(folder.at('watched/sub'), { recursive: true });
      await mkdir(folder.at('private'));
      await writeFile(folder.at('private/a.txt'), 'private');
      await writeFile(folder.at('watched/sub/a.txt'), 'shared');
      const { openFile } = await source.load<typeof import('../../../main/core/files/open-file.ts')>(OPEN);
      onSwap(() => {
        renameSync(folder.at('watched/sub'), folder.at('kept'));
        symlinkSync(folder.at('private'), folder.at('watched/sub'));
      });
      const opening = openFile(folder.at('watched/sub/a.txt'), { within: folder.at('watched') });
      const file = await opening.catch(() => null);
      const text = await file?.readFile('utf8');
      await file?.close();
      return text === 'private';
    },
  });
});
