/**
 * A process that takes in uploads as Hoist does, and is killed when the last of them is on disk:
 * `node fill-and-die.ts <data folder> <folder with files> <destination>`.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintFrom } from '../../../main/core/files/fingerprint.ts';
import { SqliteStore } from '../../../main/core/store/sqlite-store.ts';
import { queuedUpload } from './stored.ts';

const [dataFolder = '', folder = '', destination = ''] = process.argv.slice(2);
const store = new SqliteStore(dataFolder, Date.now());
const uploads = readdirSync(folder).map((name, n) => {
  const path = join(folder, name);
  const fingerprint = fingerprintFrom(statSync(path, { bigint: true }));
  const { sizeBytes } = fingerprint;
  const file = { path, name, sizeBytes, contentType: 'text/plain', fingerprint };
  return queuedUpload(n, { ...file, destination });
});
const atOnce = 200;
for (let at = 0; at < uploads.length; at += atOnce) store.save(uploads.slice(at, at + atOnce));
process.kill(process.pid, 'SIGKILL');
