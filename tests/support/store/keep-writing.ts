/**
 * A process that has a data folder and keeps pairs of uploads in it, each pair at once, for a few seconds at most:
 * `node keep-writing.ts <data folder>`. It writes on stdout how many are kept.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { SqliteStore } from '../../../main/core/store/sqlite-store.ts';
import { storedUpload } from './stored.ts';

const MAX_PAIRS = 5000;

const [dataFolder = ''] = process.argv.slice(2);
const store = new SqliteStore(dataFolder, Date.now());
for (let kept = 0; kept < 2 * MAX_PAIRS; ) {
  store.save([storedUpload(kept), storedUpload(kept + 1)]);
  kept += 2;
  // Rows of old change as well, so that pages all over the database do.
  store.remove([storedUpload(Math.floor(kept / 2)).id]);
  process.stdout.write(`${kept}\n`);
  await sleep(1);
}
