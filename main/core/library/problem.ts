import { CallError } from '../files-api/call-error.ts';
import type { LibraryProblem } from './answers.ts';
import { ConnectionChanged } from './api-session.ts';

/** @throws what is no matter of the server */
export function problemOf(error: unknown): LibraryProblem {
  if (error instanceof ConnectionChanged) return { kind: 'connection-changed' };
  if (!(error instanceof CallError)) throw error;
  const { action, userMessage: message, code } = error;
  switch (action.type) {
    case 'not-there':
      return { kind: 'not-there' };
    case 'ask-again':
      return { kind: 'not-ready' };
    case 'fail':
      // Of a server that does not know the call at all.
      return code === 'http_405' ? { kind: 'not-there' } : { kind: 'refused', message };
    case 'retry':
      return code === 'http_501' ? { kind: 'not-there' } : { kind: 'server-error', message };
    default:
      return { kind: 'server-error', message };
  }
}
