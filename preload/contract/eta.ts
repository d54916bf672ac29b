/** The part of contract.ts that is about when all is done. The window takes it from there. */

/** In whole minutes, coarser the farther off it is; 0 is less than one. Null while it is unknown or nothing moves. */
export type MinutesLeft = number | null;

export interface EtaCalls {
  'finish:get': () => MinutesLeft;
}

export interface EtaEvents {
  'finish:changed': MinutesLeft;
}

export interface EtaApi {
  minutesLeft(): Promise<MinutesLeft>;
  onMinutesLeft(listener: (minutesLeft: MinutesLeft) => void): () => void;
}
