/** A process of its own that puts one file into the system's trash, see `trash.ts`. It says the system's code where it cannot. */
import trash from 'trash';

try {
  await trash(process.argv.slice(2), { glob: false });
} catch (error) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'not_trashed';
  process.stdout.write(code, () => process.exit(1));
}
