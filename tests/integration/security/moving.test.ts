import { renameSync, symlinkSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe } from 'vitest';
import type { Source } from '../../support/altered-source.ts';
import { sourceExploit } from '../../support/source-exploit.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const MOVE = 'main/core/watch/move-file.ts';
const DESTINATION = 'main/core/watch/destination.ts';

type Moving = typeof import('../../../main/core/watch/move-file.ts');
type Fingerprints = typeof import('../../../main/core/files/fingerprint.ts');

/** Moves `path` as after an upload; whether it goes or not is the attacker's matter. */
async function move(
  source: Source,
  path: string,
  to: { folder: string; name: string; begun?: string },
  told = () => {},
) {
  const { moveWithoutOverwriting } = await source.load<Moving>(MOVE);
  const { fingerprintOf, sha256Of } = await source.load<Fingerprints>('main/core/files/fingerprint.ts');
  const fingerprint = await fingerprintOf(path);
  const sha256 = await sha256Of(path, fingerprint, new AbortController().signal);
  await moveWithoutOverwriting({ path, fingerprint, sha256 }, { begun: null, ...to }, told).catch(() => {});
}

const text = (path: string) => readFile(path, 'utf8').catch(() => null);

describe.concurrent('a stranger who may write where files are moved', () => {
  sourceExploit('a link in place of the unfinished copy has a private file overwritten', {
    guards: [
      { file: MOVE, from: "randomBytes(16).toString('hex')", to: 'file.fingerprint.inode' },
      { file: MOVE, from: "open(to, 'wx+', 0o600)", to: "open(to, 'w+', 0o600)" },
    ],
    async attempt(source) {
      await using folder = await tempFolder();
      const otherDrive = await mkdtemp('/dev/shm/hoist-test-');
      try {
        const { fingerprintOf } = await source.load<Fingerprints>('main/core/files/fingerprint.ts');
        await writeFile(folder.at('private.txt'), 'private');
        await writeFile(folder.at('evil.txt'), 'evil');
        const { inode } = await fingerprintOf(folder.at('evil.txt'));
        symlinkSync(folder.at('private.txt'), join(otherDrive, `.hoist-moving-${inode}`));
        await move(source, folder.at('evil.txt'), { folder: otherDrive, name: 'evil.txt' });
        return (await text(folder.at('private.txt'))) !== 'private';
      } finally {
        await rm(otherDrive, { recursive: true });
      }
    },
  });

  sourceExploit('a link in place of a folder has a file put into a private one', {
    guards: [
      { file: DESTINATION, from: 'if ((await lstat(path)).isSymbolicLink()) throw linkInTheWay();', to: '' },
      { file: DESTINATION, from: ', constants.O_NOFOLLOW', to: '' },
      { file: DESTINATION, from: '(await realpath(pathOf(handle))) === path', to: 'true' },
    ],
    async attempt(source) {
      await using folder = await tempFolder();
      for (const name of ['in', 'in/sub', 'done', 'private']) await mkdir(folder.at(name));
      await writeFile(folder.at('in/sub/evil.txt'), 'evil');
      symlinkSync(folder.at('private'), folder.at('done/sub'));
      await move(source, folder.at('in/sub/evil.txt'), { folder: folder.at('done'), name: 'sub/evil.txt' });
      return (await text(folder.at('private/evil.txt'))) !== null;
    },
  });

  sourceExploit('a link to the file itself, at the target of a move that died, loses the file', {
    guards: [
      {
        file: MOVE,
        from: "openFile(path, 'none').catch(() => null)",
        to: 'openFile(path).catch(() => null)',
      },
    ],
    async attempt(source) {
      await using folder = await tempFolder();
      await mkdir(folder.at('done'));
      await writeFile(folder.at('a.txt'), 'mine');
      symlinkSync(folder.at('a.txt'), folder.at('done/a.txt'));
      const begun = folder.at('done/a.txt');
      await move(source, folder.at('a.txt'), { folder: folder.at('done'), name: 'a.txt', begun });
      const left = await Promise.all(
        ['a.txt', 'done/a.txt', 'done/a (2).txt'].map((name) => text(folder.at(name))),
      );
      return left.every((found) => found === null);
    },
  });

  sourceExploit('a link that takes the place of the file is what is moved', {
    guards: [
      {
        file: MOVE,
        from: 'if (named !== null && sameButStatus(named, file.fingerprint)) return;',
        to: 'return;',
      },
      {
        file: 'main/core/watch/held-file.ts',
        from: 'if (!isSame(own, lstatSync(this.place, { bigint: true }))) return false;',
        to: '',
      },
    ],
    async attempt(source) {
      await using folder = await tempFolder();
      await writeFile(folder.at('a.txt'), 'mine');
      await move(source, folder.at('a.txt'), { folder: folder.at('done'), name: 'a.txt' }, () => {
        renameSync(folder.at('a.txt'), folder.at('taken.txt'));
        symlinkSync(folder.at('taken.txt'), folder.at('a.txt'));
      });
      return (await text(folder.at('done/a.txt'))) !== null;
    },
  });
});
