import type { ConnectionField } from '../../core/model/connection-settings.ts';

const origins = new Map<ConnectionField, string>();

/** Remembers that a setting comes from elsewhere than its variable, so that messages name the right place. */
export function noteOrigin(field: ConnectionField, origin: string): void {
  origins.set(field, origin);
}

/** @returns the file, the program or the organisation that a setting comes from; undefined for its variable */
export function originOf(field: ConnectionField): string | undefined {
  return origins.get(field);
}
