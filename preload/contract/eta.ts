/** The part of contract.ts about the time that is left. */

import type { Call, Push } from './channel.ts';

/** In whole minutes, coarser the farther off it is; 0 is less than one. Null while it is unknown or nothing moves. */
export type MinutesLeft = number | null;

export interface EtaCalls {
  minutesLeft: Call<'finish:get', () => MinutesLeft>;
}

export interface EtaEvents {
  onMinutesLeft: Push<'finish:changed', (minutesLeft: MinutesLeft) => void>;
}
