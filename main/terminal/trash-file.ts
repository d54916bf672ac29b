/** A process of its own that puts one file into the system's trash, see `trash.ts`. It says the system's code where it cannot. */
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
