import {
  type ConnectionField,
  type ConnectionSettings,
  checkConnection,
} from '../model/connection-settings.ts';
import type { ConnectionTestMessage, WaitMessage } from '../model/messages.ts';
import { Network } from '../network/network.ts';
import { systemClock } from '../util/clock.ts';
import { CallError } from './call-error.ts';
import { FilesApiClient } from './client.ts';

/** `field` names the setting to mend; null where no single one is to blame. */
export type ConnectionTestResult =
  | { readonly ok: true; readonly message: ConnectionTestMessage }
  | {
      readonly ok: false;
      readonly field: ConnectionField | null;
      readonly message: ConnectionTestMessage | WaitMessage;
    };

const TIMEOUT_MS = 20_000;

/**
 * Asks the server whether these settings work, by a call that changes nothing there. It does not reject.
 * @param counted makes a call as soon as the request budget of its key allows it
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
    return { ok: true, message: { code: 'test_works' } };
  } catch (error) {
    return isAsked ? failedTest(error) : notAsked(error);
  } finally {
    client.close();
  }
}

function notAsked(error: unknown): ConnectionTestResult {
  const isLimit = error instanceof DOMException && error.name === 'TimeoutError';
  const message: ConnectionTestMessage =
    error instanceof Error && !isLimit
      ? { code: 'test_failed', error: error.message }
      : { code: 'test_limit_reached' };
  return { ok: false, field: null, message };
}

function failedTest(error: unknown): ConnectionTestResult {
  if (!(error instanceof CallError))
    return { ok: false, field: 'baseUrl', message: { code: 'test_no_answer' } };
  const { action, userMessage: message } = error;
  switch (action.type) {
    case 'block':
      return { ok: false, ...action.problem };
    case 'wait-online':
      return { ok: false, field: 'baseUrl', message };
    case 'slow-down':
      // A server that counts requests has accepted the key.
      return { ok: true, message: { code: 'test_works_at_limit' } };
    default:
      return { ok: false, field: null, message };
  }
}
