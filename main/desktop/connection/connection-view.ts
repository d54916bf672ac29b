import type { Connection } from '../../../preload/contract/contract.ts';
import { checkBaseUrl } from '../../core/model/connection-settings.ts';
import { shownAddress } from '../../core/model/shown-address.ts';
import type { UploadList } from '../../core/queue/upload-list.ts';
import type { Account } from './account.ts';
import { entriesOf } from './connection-entries.ts';
import type { KeptConnections } from './kept-connections.ts';

interface ConnectionParts {
  readonly account: Account;
  readonly connections: KeptConnections;
  readonly uploads: Pick<UploadList, 'all'>;
  readonly inSandbox: boolean;
}

/** @returns the connection as the window may know it: without a key, and without a login in an address */
export function connectionView({ account, connections, uploads, inSandbox }: ConnectionParts): Connection {
  const { settings, keys, notice, hasGivenUser } = account;
  const { baseUrl, userId, apiKey } = settings;
  const { chosenId, chosen, all, names } = connections;
  return {
    mode: modeOf(account, inSandbox),
    // Only what is a mistake has a login.
    baseUrl: checkBaseUrl(baseUrl) === null ? baseUrl : shownAddress(baseUrl),
    userId,
    hasKey: apiKey !== '',
    keyProtection: keys.protection,
    notice,
    id: chosenId,
    givenName: chosen.name,
    all: entriesOf(all, names, uploads),
    mayAdd: !hasGivenUser,
  };
}

function modeOf({ isUnlocking, isComplete }: Account, inSandbox: boolean): Connection['mode'] {
  if (isUnlocking) return 'unlocking';
  if (inSandbox) return 'sandbox';
  return isComplete ? 'account' : 'none';
}
