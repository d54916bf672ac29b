/** A separate process that moves files to the system's trash, see `trash.ts`. If it fails, it prints the system's error code. */
import { trashHere } from './trash-here.ts';

try {
  for (const path of process.argv.slice(2)) await trashHere(path);
} catch (error) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'not_trashed';
  process.stdout.write(code, () => process.exit(1));
}
