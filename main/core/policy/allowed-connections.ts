import { withoutTrailingSlashes } from '../model/connection-settings.ts';
import type { Policy } from './policy.ts';

/** @returns whether the organisation lets a person use a kept connection */
export function isAllowedBy(locked: Policy['locked']): (connection: { readonly baseUrl: string }) => boolean {
  return ({ baseUrl }) => {
    // With a user id of the organisation's there is one account alone.
    if (locked.userIdCommand !== undefined) return false;
    return (
      locked.baseUrl === undefined ||
      withoutTrailingSlashes(baseUrl) === withoutTrailingSlashes(locked.baseUrl)
    );
  };
}
