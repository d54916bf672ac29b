import { existsSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { describe } from 'vitest';
import type { Source } from '../../support/altered-source.ts';
import { sourceExploit } from '../../support/source-exploit.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const HELD = 'main/core/watch/held-file.ts';
const MOVE = 'main/core/watch/move-file.ts';
const TRASH = 'main/core/watch/trash-file.ts';

/** The worst moment: all of the file was read, which takes long where it is large. */
const ONCE_READ = {
  file: HELD,
  from: 'return sha256 === null || (await sha256From(this.handle, fingerprint.sizeBytes, NEVER)) === sha256;',
  to: `const same = (await sha256From(this.handle, fingerprint.sizeBytes, NEVER)) === sha256;
    process.emit('hoist-test-swap');
    return same;`,
};
const BY_ITS_PATH = { file: HELD, from: 'await openFolder(dirname(file.path))', to: 'null' };
const WHATEVER_LIES_THERE = {
  file: HELD,
  from: 'if (!isSame(own, lstatSync(this.place, { bigint: true }))) return false;',
  to: '',
};
const TRASHED_UNSEEN = { file: TRASH, from: ' || !(await held.isAtItsPath())', to: '' };

/** A file that was sent, in `in/sub`, and a private one of the same name. */
async function stageIn(source: Source, folder: { at(name: string): string }) {
  const { fingerprintOf, sha256Of } = await source.load<
    typeof import('../../../main/core/files/fingerprint.ts')
  >('main/core/files/fingerprint.ts');
  for (const name of ['in', 'in/sub', 'private', 'trash']) await mkdir(folder.at(name));
  await writeFile(folder.at('private/a.txt'), 'private');
  const path = folder.at('in/sub/a.txt');
  await writeFile(path, 'sent');
  const fingerprint = await fingerprintOf(path);
  const sha256 = await sha256Of(path, fingerprint, new AbortController().signal);
  return {
    file: { path, fingerprint, sha256 },
    swapFolder() {
      renameSync(folder.at('in/sub'), folder.at('in/taken'));
      symlinkSync(folder.at('private'), folder.at('in/sub'));
    },
    saveNewVersion() {
      writeFileSync(folder.at('in/sub/new'), 'a new version');
      renameSync(folder.at('in/sub/new'), path);
    },
  };
}

type Stage = Awaited<ReturnType<typeof stageIn>>;
type How = 'swapFolder' | 'saveNewVersion';

function at(event: string, act: () => void): Disposable {
  process.once(event, act);
  return { [Symbol.dispose]: () => void process.removeListener(event, act) };
}

async function move(source: Source, { file }: Stage, folder: string, told = () => {}): Promise<void> {
  const { moveWithoutOverwriting } =
    await source.load<typeof import('../../../main/core/watch/move-file.ts')>(MOVE);
  await moveWithoutOverwriting(file, { folder, name: 'a.txt', begun: null }, told).catch(() => {});
}

/** Whether it says that it was trashed. @param first what happens while the system's trash begins its work */
async function trash(source: Source, { file }: Stage, to: string, first = () => {}): Promise<boolean> {
  const { trashAsSent } = await source.load<typeof import('../../../main/core/watch/trash-file.ts')>(TRASH);
  const work = async () => {
    first();
    renameSync(file.path, to);
  };
  return trashAsSent(file, work).then(
    () => true,
    () => false,
  );
}

/** Whether a move takes `victim` away. */
function moved(how: How, victim: string) {
  return async (source: Source) => {
    await using folder = await tempFolder();
    const stage = await stageIn(source, folder);
    using _swap = at('hoist-test-swap', () => stage[how]());
    await move(source, stage, folder.at('done'));
    return !existsSync(folder.at(victim));
  };
}

/** Whether a file that was never sent lies in the trash. */
function trashed(how: How) {
  return async (source: Source) => {
    await using folder = await tempFolder();
    const stage = await stageIn(source, folder);
    using _swap = at('hoist-test-swap', () => stage[how]());
    await trash(source, stage, folder.at('trash/a.txt'));
    return existsSync(folder.at('trash/a.txt')) && readFileSync(folder.at('trash/a.txt'), 'utf8') !== 'sent';
  };
}

describe('a file that is read once more before it is moved or trashed', () => {
  sourceExploit('its folder, swapped for a link, has a private file deleted by a move', {
    stage: ONCE_READ,
    guards: [BY_ITS_PATH, WHATEVER_LIES_THERE],
    attempt: moved('swapFolder', 'private/a.txt'),
  });

  sourceExploit('a new version, saved in its place, is deleted unsent by a move', {
    stage: ONCE_READ,
    guards: [WHATEVER_LIES_THERE],
    attempt: moved('saveNewVersion', 'in/sub/a.txt'),
  });

  sourceExploit('its folder, swapped for a link, has a private file trashed', {
    stage: ONCE_READ,
    guards: [TRASHED_UNSEEN],
    attempt: trashed('swapFolder'),
  });

  sourceExploit('a new version, saved in its place, is trashed unsent', {
    stage: ONCE_READ,
    guards: [TRASHED_UNSEEN],
    attempt: trashed('saveNewVersion'),
  });

  sourceExploit('what the trash took in its place, in the last moment, is told as trashed', {
    guards: [{ file: TRASH, from: "if (await held.isNamed()) throw changedMeanwhile('trashed');", to: '' }],
    async attempt(source) {
      await using folder = await tempFolder();
      const stage = await stageIn(source, folder);
      return await trash(source, stage, folder.at('trash/a.txt'), stage.swapFolder);
    },
  });
});

describe('a private file that a swapped folder leads to', () => {
  const linked = {
    file: MOVE,
    from: 'await link(held.place, target);',
    to: "await link(held.place, target); process.emit('hoist-test-linked');",
  };

  /** Whether it can be read where files are moved to, if only for a moment. */
  async function leaks(source: Source, swapAt: 'before' | 'told'): Promise<boolean> {
    await using folder = await tempFolder();
    const stage = await stageIn(source, folder);
    let seen = '';
    using _look = at('hoist-test-linked', () => {
      seen = readFileSync(folder.at('done/a.txt'), 'utf8');
    });
    if (swapAt === 'before') stage.swapFolder();
    await move(source, stage, folder.at('done'), swapAt === 'told' ? stage.swapFolder : undefined);
    return seen === 'private';
  }

  sourceExploit('is named where others read, as its folder is swapped in the last moment', {
    stage: linked,
    guards: [BY_ITS_PATH],
    attempt: (source) => leaks(source, 'told'),
  });

  sourceExploit('is named where others read, as its folder was swapped before', {
    stage: linked,
    guards: [
      { file: MOVE, from: "if (!(await held.isTheSentOne())) throw changedMeanwhile('moved');", to: '' },
    ],
    attempt: (source) => leaks(source, 'before'),
  });
});
