/** The part of contract.ts about new versions of Hoist. */

import type { Call, Push } from './channel.ts';

export type UpdateNotice =
  | { readonly kind: 'none' }
  /** A new version is here, and uploads are under way. */
  | { readonly kind: 'waiting'; readonly version: string }
  /** A restart would install it, and disturb nothing. */
  | { readonly kind: 'ready'; readonly version: string };

export interface UpdateCalls {
  update: Call<'update:get', () => UpdateNotice>;
  /**
   * Restarts Hoist into the new version.
   * @returns false where uploads have begun meanwhile, or there is no new version
   */
  restartToUpdate: Call<'update:restart', () => boolean>;
}

export interface UpdateEvents {
  onUpdate: Push<'update:changed', (notice: UpdateNotice) => void>;
}
