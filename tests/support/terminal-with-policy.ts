/** `hoist`, with the policy at another place than the system's: `terminal-with-policy.ts <policy.json> <args…>`. */
import { dirname } from 'node:path';
import { runProgram } from '../../main/terminal/program.ts';
import { setPolicyPlace } from '../../main/terminal/settings/organisation.ts';
import { workingFolder } from '../../main/terminal/settings/places.ts';

const [path = '', ...args] = process.argv.slice(2);
setPolicyPlace({ path, top: dirname(path), trusted: [process.getuid?.() ?? 0] });
await runProgram(args, workingFolder({}));
process.exit();
