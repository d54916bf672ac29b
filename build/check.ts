/** `npm run check`: types, format, lint and import rules. Exits with 1 if any of them fails. */
import { describeCheck, runChecks } from './checks.ts';
import { endRunsOnSignals } from './processes.ts';

endRunsOnSignals();
const startedAtMs = performance.now();
const results = await runChecks((result) => console.log(describeCheck(result)));
const failed = results.filter(({ ok }) => !ok);

const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
console.log(`${results.length - failed.length} of ${results.length} checks passed in ${seconds} s`);
process.exitCode = failed.length > 0 ? 1 : 0;
