import { EXIT } from './exit.ts';
import { say } from './language.ts';
import { printable } from './printable.ts';

/**
 * Ends the command where an error was expected by nobody. Node itself would print all that the error holds, as it is: the
 * headers of a request with the key, the address of a storage with its signature, and names that a terminal acts on.
 */
export function endOnUnexpectedErrors(): void {
  process.on('uncaughtException', (error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const key = process.env['HOIST_API_KEY'] ?? '';
    const shown = (key === '' ? text : text.replaceAll(key, '…')).split('\n').map(printable).join('\n');
    process.stderr.write(`${say('unexpected')}\n${shown}\n`, () => process.exit(EXIT.failed));
  });
}
