/**
 * One life of a desk, as a process of its own that may be killed: `edit-life.ts FOLDER [SETTINGS [FILE WATCHED]]`. It connects
 * with what it kept. With a file and a folder it saves the settings as its first ones, and uploads and watches these. With
 * settings alone it edits its connection to them once the present ones are out of reach.
 */
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ConnectionSettings } from '../../../main/core/model/connection-settings.ts';
import type { Settings } from '../../../main/desktop/settings/settings.ts';

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: new URL('../fake-keyring.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
});

const { Engine } = await import('../../../main/core/engine.ts');
const { SqliteStore } = await import('../../../main/core/store/sqlite-store.ts');
const { systemClock } = await import('../../../main/core/util/clock.ts');
const { defaultSettings } = await import('../../../main/core/watch/watched-folder.ts');
const { WatchedFolders } = await import('../../../main/core/watch/watched-folders.ts');
const { ConnectionControl } = await import('../../../main/desktop/connection/connection-control.ts');
const { memorySettings } = await import('../memory-settings.ts');
const { until } = await import('../until.ts');

const [folder = '', text, path, watched] = process.argv.slice(2);
const settings = text === undefined ? null : (JSON.parse(text) as ConnectionSettings);

const EMPTY: Partial<Settings> = {
  ...{ baseUrl: '', userId: '', encryptedKey: '', keySeal: '', connectionName: '', sandboxUserId: '' },
  otherConnections: [],
  unfollowedEdits: [],
};

/** Settings in a database, where each write is one to die at. */
function storedSettings() {
  const database = new DatabaseSync(join(folder, 'settings.db'));
  database.exec('CREATE TABLE IF NOT EXISTS settings (text TEXT) STRICT');
  const [row] = database.prepare('SELECT text FROM settings').all();
  const kept = JSON.parse(String(row?.['text'] ?? '{}')) as Record<string, unknown>;
  if (row === undefined) database.prepare('INSERT INTO settings VALUES (?)').run('{}');
  const save = () => database.prepare('UPDATE settings SET text = ?').run(JSON.stringify(kept));
  const file = memorySettings(kept, EMPTY);
  const { write, forget } = file;
  return Object.assign(file, {
    write: (change: Partial<Settings>) => {
      write(change);
      save();
    },
    forget: (names: readonly (keyof Settings)[]) => {
      forget(names);
      save();
    },
  });
}

const store = new SqliteStore(join(folder, 'data'), Date.now());
const engine = new Engine({ store });
const file = storedSettings();
const folders = new WatchedFolders({
  queue: engine.queue,
  store: store.watch.ownedBy('app'),
  clock: systemClock,
  trash: async () => {},
  alreadyHere: 'unanswered',
  bindsFolders: true,
});
const yes = async () => true;
const connection = new ConnectionControl({
  engine,
  file,
  clock: systemClock,
  locked: {},
  sandboxFolder: join(folder, 'sandbox'),
  questions: { mayChange: yes, mayRemove: yes, mayLeave: yes },
  foldersFor: () => 0,
});
connection.used.on('edited', (from, to) => folders.rebind(from, to));
folders.start();
await connection.start();
if (settings !== null) {
  const isFirst = path !== undefined && watched !== undefined;
  if (!isFirst) await until('it is out of reach', () => engine.queue.status.kind === 'offline');
  const saved = await connection.save({ ...settings, name: '' }, 'account');
  if (!saved.ok) throw new Error(saved.message.code);
  if (isFirst) {
    await engine.add({ paths: [path], retention: 'keep', conversionRule: 'ask' });
    await folders.add(defaultSettings(watched));
  }
}
const meant = [...engine.queue.uploads.all(), ...folders.folders].map(({ destination }) => destination);
process.stdout.write(
  `${JSON.stringify({ used: file.read().baseUrl, meant, edits: file.read().unfollowedEdits })}\n`,
);
process.exit(0);
