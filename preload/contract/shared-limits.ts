/** The part of contract.ts about the limits of a key that desks share through a server. */

import type { Call, Push } from './channel.ts';
import type { QuotaAddressProblem, QuotaProblem, QuotaStatus } from './core.ts';

export interface SharedLimits {
  /** The server's address without a password, and without any login where the organisation has set it; empty for none. */
  readonly url: string;
  /** Whether a password is stored. The window never gets the password itself. */
  readonly hasPassword: boolean;
  readonly status: QuotaStatus;
}

/** The person's input. An empty `password` means the stored one, if the address is the same. */
export interface SharedLimitsDraft {
  readonly url: string;
  readonly password: string;
}

/** Why an address is not used, or that it works. `until_quit`: it works, but the system cannot keep the password. */
export type SharedLimitsAnswer =
  | { readonly ok: true; readonly code: 'saved' | 'off' | 'until_quit' }
  /** `otherDesks` counts those with the same key that have something to do; null where Hoist has no key. */
  | { readonly ok: true; readonly code: 'works'; readonly otherDesks: number | null }
  /** The rights that the server's user lacks, as the server writes them: `+pexpire`. */
  | { readonly ok: false; readonly code: 'rights_missing'; readonly missingRights: readonly string[] }
  | {
      readonly ok: false;
      readonly code: QuotaProblem | QuotaAddressProblem | 'set_by_organisation' | 'kept' | 'failed';
    };

export interface SharedLimitsCalls {
  sharedLimits: Call<'quota:get', () => SharedLimits>;
  /** Asks the server whether limits can be shared through it. Changes nothing. */
  testSharedLimits: Call<'quota:test', (draft: SharedLimitsDraft) => SharedLimitsAnswer>;
  /** Stores the address and shares the limits at once; with an empty one with nobody. */
  saveSharedLimits: Call<'quota:save', (draft: SharedLimitsDraft) => SharedLimitsAnswer>;
}

export interface SharedLimitsEvents {
  onSharedLimits: Push<'quota:changed', (limits: SharedLimits) => void>;
}
