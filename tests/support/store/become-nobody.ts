/**
 * Preloaded by root into a Hoist that is to run as a user without rights: it gives them up when Hoist first touches
 * its data folder, since that user may not be able to read the program itself.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const NOBODY = 65534;
const { mkdirSync } = fs;

function asNobody(...args: Parameters<typeof mkdirSync>) {
  if (process.getuid?.() === 0) {
    process.setgroups?.([]);
    process.setgid?.(NOBODY);
    process.setuid?.(NOBODY);
  }
  return mkdirSync(...args);
}

fs.mkdirSync = asNobody as typeof mkdirSync;
syncBuiltinESMExports();
