/** The part of contract.ts about the settings of the organisation, which change only with a restart. */

import type { Call } from './channel.ts';
import type { ConnectionField, Message, PolicyName } from './core.ts';

/** A setting that the organisation can lock. */
export type LockedSetting = ConnectionField | PolicyName;

export interface Organisation {
  /** They cannot be changed here, and the main process refuses to. */
  readonly locked: readonly LockedSetting[];
  /** What of the organisation's file does not count. */
  readonly problems: readonly Message[];
}

export interface OrganisationCalls {
  organisation: Call<'organisation:get', () => Organisation>;
}
