/**
 * Preloaded into the app (`-r`): shows it the policy that `HOIST_TEST_POLICY` names where the system's would be, as a file
 * of an administrator. The app itself follows no variable to its policy.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname } from 'node:path';
import { systemPolicyPlace } from '../../main/core/policy/read-policy.ts';

const real = process.env['HOIST_TEST_POLICY'] ?? '';
const { path } = systemPolicyPlace();
const { lstatSync, openSync } = fs;

const stats = (at: fs.PathLike, ...rest: unknown[]) => {
  if (at !== path && at !== dirname(path)) return lstatSync(at, ...(rest as []));
  const found = lstatSync(at === path ? real : dirname(real));
  return Object.assign(found, { uid: 0, mode: found.mode & ~0o022 });
};
Object.assign(fs, {
  lstatSync: stats,
  openSync: (at: fs.PathLike, ...rest: [fs.OpenMode]) => openSync(at === path ? real : at, ...rest),
});
syncBuiltinESMExports();
