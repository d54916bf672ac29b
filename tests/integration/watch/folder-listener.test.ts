import { mkdir, rename, rm, rmdir, symlink, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { FileSystemEvent } from '../../../main/core/watch/file-system-events.ts';
import { fileSystemEvents } from '../../../main/core/watch/folder-listener.ts';
import { heldBytes } from '../../support/heap.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';

type TestFolder = Awaited<ReturnType<typeof tempFolder>>;

/** Listens to the folder `in` of a folder of the test's own, which may be filled before. */
class Listening implements AsyncDisposable {
  readonly #folder: TestFolder;
  readonly #heard: FileSystemEvent[] = [];
  #hints: { close(): Promise<void> } | null = null;
  lost = 0;

  private constructor(folder: TestFolder) {
    this.#folder = folder;
  }

  static async start(folders: readonly string[] = [], recursive = true): Promise<Listening> {
    const listening = new Listening(await tempFolder());
    for (const name of ['in', ...folders]) await mkdir(listening.at(name), { recursive: true });
    listening.#hints = await fileSystemEvents(listening.at('in'), recursive, {
      event: (event) => listening.#heard.push(event),
      lost: () => {
        listening.lost += 1;
      },
      failed: () => expect.unreachable(),
    });
    return listening;
  }

  at(name: string): string {
    return this.#folder.at(name);
  }

  async hears(kind: FileSystemEvent['kind'], name: string): Promise<void> {
    const path = this.at(name);
    await until(`${kind} ${name}`, () =>
      this.#heard.some((event) => event.kind === kind && event.path === path),
    );
  }

  async hearsOfFileIn(folder: string): Promise<void> {
    this.forget();
    await writeFile(this.at(`${folder}/later.txt`), `${Math.random()}`);
    await this.hears('file', `${folder}/later.txt`);
  }

  /** @returns what was heard of something */
  of(name: string): FileSystemEvent[] {
    return this.#heard.filter(({ path }) => path === this.at(name));
  }

  forget(): void {
    this.#heard.length = 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#hints?.close();
    await this.#folder[Symbol.asyncDispose]();
  }
}

describe.concurrent('a folder that is listened to', () => {
  it('reports files in it and in the folders that were there', async () => {
    await using listening = await Listening.start(['in/a/b']);
    for (const folder of ['in', 'in/a', 'in/a/b']) await listening.hearsOfFileIn(folder);
  });

  it('reports a folder that comes, and what comes into it and into those that came in it', async () => {
    await using listening = await Listening.start(['out/new/deep/deeper']);
    await rename(listening.at('out/new'), listening.at('in/new'));
    await listening.hears('folder', 'in/new');
    await listening.hearsOfFileIn('in/new');
    await listening.hearsOfFileIn('in/new/deep/deeper');
  });

  it('reports a folder once, however much comes into it', async () => {
    await using listening = await Listening.start();
    await mkdir(listening.at('in/new'));
    await listening.hears('folder', 'in/new');
    for (const name of ['a', 'b', 'c']) await writeFile(listening.at(`in/new/${name}.txt`), name);
    await listening.hears('file', 'in/new/c.txt');
    expect(listening.of('in/new').filter(({ kind }) => kind === 'folder')).toHaveLength(1);
  });

  it('knows a folder by its new name, and what takes the old one', async () => {
    await using listening = await Listening.start(['in/old/deep']);
    await rename(listening.at('in/old'), listening.at('in/new'));
    await listening.hears('folder', 'in/new');
    await listening.hearsOfFileIn('in/new/deep');
    await mkdir(listening.at('in/old/deep'), { recursive: true });
    await listening.hears('folder', 'in/old');
    await listening.hearsOfFileIn('in/old/deep');
    await listening.hearsOfFileIn('in/new/deep');
  });

  it('hears nothing more of a folder that left', async () => {
    await using listening = await Listening.start(['in/a/deep', 'out']);
    await rename(listening.at('in/a'), listening.at('out/a'));
    await listening.hears('file', 'in/a');
    await listening.hearsOfFileIn('in');
    listening.forget();
    await writeFile(listening.at('out/a/deep/x.txt'), 'x');
    await listening.hearsOfFileIn('in');
    expect(listening.of('in/a/deep/x.txt')).toEqual([]);
  });

  it.each(['in/a', 'in/a/a', 'in/a/b'])('goes on when %s is deleted and made anew at once', async (name) => {
    await using listening = await Listening.start(['in/a/a', 'in/a/b']);
    await rm(listening.at(name), { recursive: true });
    await mkdir(listening.at(name));
    await listening.hears('folder', name);
    await listening.hearsOfFileIn(name);
    await listening.hearsOfFileIn('in');
  });

  it('goes on when it is itself deleted and made anew at once, and says that it missed something', async () => {
    await using listening = await Listening.start();
    await rmdir(listening.at('in'));
    await mkdir(listening.at('in'));
    await until('it is said', () => listening.lost > 0);
    await listening.hearsOfFileIn('in');
  });

  it('does not follow links', async () => {
    await using listening = await Listening.start(['out']);
    await symlink(listening.at('out'), listening.at('in/link'));
    await listening.hears('file', 'in/link');
    await writeFile(listening.at('out/x.txt'), 'x');
    await listening.hearsOfFileIn('in');
    expect(listening.of('in/link/x.txt')).toEqual([]);
    expect(listening.of('in/link').filter(({ kind }) => kind === 'folder')).toEqual([]);
  });

  it('leaves its sub-folders alone where they are not watched', async () => {
    await using listening = await Listening.start(['in/a'], false);
    await writeFile(listening.at('in/a/x.txt'), 'x');
    await mkdir(listening.at('in/b'));
    await listening.hearsOfFileIn('in');
    expect(listening.of('in/a/x.txt')).toEqual([]);
  });
});

describe('listening for long', () => {
  const FILES = 4000;
  /** A path and a number for each would take more. */
  const MOST_BYTES_A_FILE = 40;

  it('keeps nothing of a file that came, stayed or went', { timeout: 60_000 }, async () => {
    await using listening = await Listening.start(['in/sent']);
    const bring = async (name: string, count: number) => {
      for (let n = 0; n < count; n += 1) {
        await writeFile(listening.at(`in/${name} ${n}.csv`), 'a,b\n');
        await rename(listening.at(`in/${name} ${n}.csv`), listening.at(`in/sent/${name} ${n}.csv`));
      }
      await listening.hears('file', `in/sent/${name} ${count - 1}.csv`);
      listening.forget();
    };
    await bring('first', 500);
    const before = heldBytes();
    await bring('document', FILES);
    expect((heldBytes() - before) / FILES).toBeLessThan(MOST_BYTES_A_FILE);
  });
});
