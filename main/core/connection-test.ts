import { systemClock } from './clock.ts';
import { type ConnectionField, type ConnectionSettings, checkConnection } from './connection.ts';
import { FilesApiClient } from './files-api/client.ts';
import { CallError } from './files-api/errors.ts';

/** `field` names the setting to mend; null where no single one is to blame. */
export type ConnectionTestResult =
  | { readonly ok: true; readonly message: string }
  | { readonly ok: false; readonly field: ConnectionField | null; readonly message: string };

const TIMEOUT_MS = 20_000;

/** Asks the server whether these settings work, by a call that changes nothing there. It does not reject. */
export async function testConnection(settings: ConnectionSettings): Promise<ConnectionTestResult> {
  const problem = checkConnection(settings);
  if (problem !== null) return { ok: false, ...problem };
  const client = new FilesApiClient(settings, systemClock);
  try {
    await client.countFiles(AbortSignal.timeout(TIMEOUT_MS));
    return { ok: true, message: 'It works: the server accepts this key and user id.' };
  } catch (error) {
    return verdict(error);
  } finally {
    client.close();
  }
}

function verdict(error: unknown): ConnectionTestResult {
  if (!(error instanceof CallError))
    return { ok: false, field: 'baseUrl', message: 'The server did not answer in time.' };
  const { meaning, message } = error;
  switch (meaning.do) {
    case 'hold':
      return { ok: false, ...meaning.problem };
    case 'wait-online':
      return { ok: false, field: 'baseUrl', message };
    case 'slow-down':
      // A server that counts requests has accepted the key.
      return { ok: true, message: 'It works, but the server’s request limit is reached just now.' };
    default:
      return { ok: false, field: null, message };
  }
}
