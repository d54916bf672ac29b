/** The terminal's program: run from its source by `npm run hoist`, and bundled beside the packaged app. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

const { dirname, filename } = import.meta;
const isSource = filename.endsWith('.ts');

// From the second start on the terminal is there in half the time, and takes 10 MB less. The system's own folder for
// such a cache will not do: there others may write. The packaged app's folder may be read-only, or signed as a whole.
if (isSource) enableCompileCache(join(dirname, '../node_modules/.cache/hoist'));

const [{ workingFolder }, { runProgram }] = await Promise.all([
  import('./terminal/settings/places.ts'),
  import('./terminal/program.ts'),
]);
// Only `npm run hoist` changes to another folder than the one where the person stands.
await runProgram(process.argv.slice(2), workingFolder(isSource ? process.env : {}));
// A finished command waits for nothing that is still open, such as a connection that a proxy keeps.
process.exit();
