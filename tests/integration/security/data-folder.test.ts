import { chmod, chown, link, mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import type { Source } from '../../support/altered-source.ts';
import { sourceExploit } from '../../support/source-exploit.ts';
import { storedUpload } from '../../support/store/stored.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const OWN_FOLDER = 'main/core/store/own-folder.ts';
const DATABASE = 'main/core/store/database.ts';
const PRIVATE_FILES = 'main/core/files/private-files.ts';

/** Opens and closes a data folder; answers why it is not taken, or null. */
async function open(source: Source, folder: string): Promise<string | null> {
  const { SqliteStore } = await source.load<typeof import('../../../main/core/store/sqlite-store.ts')>(
    'main/core/store/sqlite-store.ts',
  );
  try {
    const store = new SqliteStore(folder, Date.now());
    store.save([storedUpload(1)]);
    store.close();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe.skipIf(process.platform === 'win32')('another user of this computer', () => {
  sourceExploit('has a data folder that stays open to all', {
    guards: [{ file: OWN_FOLDER, from: 'if ((mode & OTHERS) !== 0) closeToOthers(folder);', to: '' }],
    async attempt(source) {
      await using folder = await tempFolder();
      await mkdir(folder.at('data'));
      await chmod(folder.at('data'), 0o777);
      expect(await open(source, folder.at('data'))).toBeNull();
      return ((await stat(folder.at('data'))).mode & 0o077) !== 0;
    },
  });

  sourceExploit('has a file overwritten by a link in place of hoist.pid', {
    guards: [
      { file: PRIVATE_FILES, from: 'rmSync(path, { force: true });\n  writeFileSync', to: 'writeFileSync' },
      { file: PRIVATE_FILES, from: "mode: 0o600, flag: 'wx'", to: 'mode: 0o600' },
    ],
    async attempt(source) {
      await using folder = await tempFolder();
      expect(await open(source, folder.at('data'))).toBeNull();
      await writeFile(folder.at('private.txt'), 'private');
      await rm(folder.at('data/hoist.pid'));
      await symlink(folder.at('private.txt'), folder.at('data/hoist.pid'));
      await open(source, folder.at('data'));
      return (await readFile(folder.at('private.txt'), 'utf8')) !== 'private';
    },
  });

  sourceExploit('has the list of uploads kept where a link leads', {
    guards: [{ file: DATABASE, from: 'if (isTrap) throw', to: 'if (false) throw' }],
    async attempt(source) {
      await using folder = await tempFolder();
      await mkdir(folder.at('data'));
      await symlink(folder.at('elsewhere.db'), folder.at('data/hoist.db'));
      await open(source, folder.at('data'));
      return (await stat(folder.at('elsewhere.db')).catch(() => null)) !== null;
    },
  });

  sourceExploit('has a file overwritten by a second name in place of the log of the database', {
    guards: [{ file: DATABASE, from: 'if (isTrap) throw', to: 'if (false) throw' }],
    async attempt(source) {
      await using folder = await tempFolder();
      await mkdir(folder.at('data'));
      await writeFile(folder.at('private.txt'), 'private');
      expect(await open(source, folder.at('data'))).toBeNull();
      await link(folder.at('private.txt'), folder.at('data/hoist.db-wal'));
      await open(source, folder.at('data'));
      return (await readFile(folder.at('private.txt'), 'utf8').catch(() => '')) !== 'private';
    },
  });

  sourceExploit('has a file added to by a link in place of the app’s log', {
    guards: [{ file: PRIVATE_FILES, from: ' | O_NOFOLLOW | O_NONBLOCK, 0o600', to: ', 0o600' }],
    async attempt(source) {
      await using folder = await tempFolder();
      const { Log } =
        await source.load<typeof import('../../../main/desktop/shell/log.ts')>('main/desktop/shell/log.ts');
      await mkdir(folder.at('logs'));
      await writeFile(folder.at('private.txt'), 'private');
      await symlink(folder.at('private.txt'), folder.at('logs/hoist.log'));
      new Log(folder.at('logs')).info('text of the attacker');
      return (await readFile(folder.at('private.txt'), 'utf8')) !== 'private';
    },
  });

  sourceExploit('has a file overwritten by a link in place of receipts that are being written', {
    guards: [
      { file: PRIVATE_FILES, from: "randomBytes(8).toString('hex')", to: "'known'" },
      { file: PRIVATE_FILES, from: "open(unfinished, 'wx', 0o600)", to: "open(unfinished, 'w', 0o600)" },
    ],
    async attempt(source) {
      await using folder = await tempFolder();
      const { exportHistory } = await source.load<
        typeof import('../../../main/desktop/history/export-history.ts')
      >('main/desktop/history/export-history.ts');
      const { EVERYTHING } = await source.load<typeof import('../../../main/core/store/history.ts')>(
        'main/core/store/history.ts',
      );
      await writeFile(folder.at('private.txt'), 'private');
      await symlink(folder.at('private.txt'), folder.at('receipts.csv.known.unfinished'));
      const history = { page: () => ({ uploads: [], next: null }) };
      await exportHistory(history, EVERYTHING, 'csv', folder.at('receipts.csv')).catch(() => {});
      return (await readFile(folder.at('private.txt'), 'utf8')) !== 'private';
    },
  });
});

/** Only root can give files away, and so take both parts here. */
describe.runIf(process.getuid?.() === 0)('another user who was in the data folder before', () => {
  sourceExploit('has left a file there that is taken for the person’s own', {
    guards: [{ file: OWN_FOLDER, from: 'stats !== undefined && stats.uid !== uid', to: 'false' }],
    async attempt(source) {
      await using folder = await tempFolder();
      await mkdir(folder.at('data'));
      await writeFile(folder.at('data/settings.json'), '{}');
      await chown(folder.at('data/settings.json'), 1002, 1002);
      return (await open(source, folder.at('data'))) === null;
    },
  });

  sourceExploit('owns the folder', {
    guards: [{ file: OWN_FOLDER, from: 'if (owner !== uid) throw', to: 'if (false) throw' }],
    async attempt(source) {
      await using folder = await tempFolder();
      await mkdir(folder.at('data'));
      await chown(folder.at('data'), 1002, 1002);
      return (await open(source, folder.at('data'))) === null;
    },
  });
});
