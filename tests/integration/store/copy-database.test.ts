import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { copyDatabase } from '../../../main/core/store/copy-database.ts';
import { storedUpload, withStore } from '../../support/store/stored.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const KEEP_WRITING = resolve(import.meta.dirname, '../../support/store/keep-writing.ts');
const COPIES = 20;

it('a copy of a database that another process writes is sound, whole, and as it was at one moment', async () => {
  await using folder = await tempFolder();
  const owner = spawn(process.execPath, [KEEP_WRITING, folder.at('data')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let kept = 0;
  owner.stdout.setEncoding('utf8').on('data', (lines: string) => {
    kept = Number(lines.trim().split('\n').at(-1));
  });
  try {
    await once(owner.stdout, 'data');
    for (let n = 0; n < COPIES; n += 1) {
      await sleep(20);
      await using to = await tempFolder();
      const keptBefore = kept;
      copyDatabase(folder.at('data'), to.path);
      const { notice, ids } = withStore(to.path, ({ notice, history }) => ({
        notice,
        ids: Array.from(history.all(), ({ id }) => id),
      }));
      expect(notice).toBe(null);
      expect(ids).toEqual(ids.map((_, k) => storedUpload(k).id));
      expect(ids.length % 2, 'a pair is there whole or not at all').toBe(0);
      expect(ids.length).toBeGreaterThanOrEqual(keptBefore);
    }
  } finally {
    owner.kill('SIGKILL');
    await once(owner, 'close');
  }
});
