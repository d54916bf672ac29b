/** A separate process that moves files to the system's trash, see `trash.ts`. If it fails, it prints the system's error code. */
import trash from 'trash';
import { demandOwnTrash } from './own-trash.ts';

try {
  const paths = process.argv.slice(2);
  for (const path of paths) await demandOwnTrash(path);
  await trash(paths, { glob: false });
} catch (error) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'not_trashed';
  process.stdout.write(code, () => process.exit(1));
}
