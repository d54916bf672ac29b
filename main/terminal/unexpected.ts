import { EXIT } from './exit.ts';
import { say } from './language.ts';
import { printable } from './printable.ts';

/**
 * Ends the command on an uncaught error. Node itself would print all that the error contains: a request's headers with the
 * key, a storage address with its signature, and names that act on a terminal.
 */
export function endOnUnexpectedErrors(): void {
  process.on('uncaughtException', (error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const key = process.env['HOIST_API_KEY'] ?? '';
    const shown = (key === '' ? text : text.replaceAll(key, '…')).split('\n').map(printable).join('\n');
    process.stderr.write(`${say('unexpected')}\n${shown}\n`, () => process.exit(EXIT.failed));
  });
}
