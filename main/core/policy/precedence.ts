import type { Policy } from './policy.ts';
import type { PolicyName, PolicySettings } from './policy-settings.ts';

/** Where a setting can come from, the strongest first. */
export const SOURCES = ['locked', 'option', 'environment', 'settings', 'preset', 'default'] as const;
export type Source = (typeof SOURCES)[number];

/** What each source says. The default is always there. */
export type Said<T> = { readonly [S in Exclude<Source, 'default'>]?: T | undefined } & {
  readonly default: T;
};

export interface Chosen<T> {
  readonly value: T;
  readonly from: Source;
}

/** The value that counts: what the organisation locked, else what is said nearest to the work, else its preset. */
export function choose<T>(said: Said<T>): Chosen<T> {
  for (const from of SOURCES) {
    const value = said[from];
    if (value !== undefined) return { value, from };
  }
  return { value: said.default, from: 'default' };
}

/** What the organisation says of one setting, for {@link choose}. */
export function saidBy<N extends PolicyName>(
  { locked, preset }: Policy,
  name: N,
): { readonly locked: PolicySettings[N]; readonly preset: PolicySettings[N] } {
  return { locked: locked[name], preset: preset[name] };
}

/** Whether a source is the organisation. */
export function isOrganisation(from: Source): boolean {
  return from === 'locked' || from === 'preset';
}
