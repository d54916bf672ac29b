import { systemClock } from './clock.ts';
import { type ConnectionField, type ConnectionSettings, checkConnection } from './connection.ts';
import { FilesApiClient } from './files-api/client.ts';
import { CallError } from './files-api/errors.ts';
import { Network } from './network/network.ts';

/** `field` names the setting to mend; null where no single one is to blame. */
export type ConnectionTestResult =
  | { readonly ok: true; readonly message: string }
  | { readonly ok: false; readonly field: ConnectionField | null; readonly message: string };

const TIMEOUT_MS = 20_000;

/**
 * Asks the server whether these settings work, by a call that changes nothing there. It does not reject.
 * @param counted makes a call once the request budget of its key has room for it
 */
export async function testConnection(
  settings: ConnectionSettings,
  counted: <T>(signal: AbortSignal, call: () => Promise<T>) => Promise<T>,
  network: Network = new Network(),
): Promise<ConnectionTestResult> {
  const problem = checkConnection(settings);
  if (problem !== null) return { ok: false, ...problem };
  const client = new FilesApiClient(settings, systemClock, () => {}, network);
  let isAsked = false;
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    await counted(signal, () => {
      isAsked = true;
      return client.countFiles(signal);
    });
    return { ok: true, message: 'It works: the server accepts this key and user id.' };
  } catch (error) {
    return isAsked ? verdict(error) : notAsked(error);
  } finally {
    client.close();
  }
}

function notAsked(error: unknown): ConnectionTestResult {
  const isLimit = error instanceof DOMException && error.name === 'TimeoutError';
  const limit = 'The request limit of this key is reached just now. Try again in a minute.';
  const message = error instanceof Error && !isLimit ? error.message : limit;
  return { ok: false, field: null, message };
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
