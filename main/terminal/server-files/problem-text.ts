import type { LibraryProblem } from '../../core/library/answers.ts';
import { messageText, say } from '../output/language.ts';
import { printable } from '../output/printable.ts';

/**
 * @param missing what to say if the server does not have it
 * @returns why the server's files cannot be shown
 */
export function problemText(
  problem: LibraryProblem | null,
  missing: 'server_lists_nothing' | 'no_such_file',
): string {
  switch (problem?.kind) {
    case 'not-there':
      return say(missing);
    case 'not-ready':
      return say('file_not_ready');
    case 'refused':
    case 'server-error':
      return printable(messageText(problem.message));
    case 'connection-changed':
    case undefined:
      return say('connection_changed');
  }
}
