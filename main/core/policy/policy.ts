import { z } from 'zod';
import { checkBaseUrl } from '../model/connection-settings.ts';
import type { PolicyMessage } from '../model/messages.ts';
import { parseProxy } from '../network/environment-proxy.ts';
import { parseQuotaAddress } from '../quota-server/quota-address.ts';
import type { PolicySettings } from './policy-settings.ts';

/** A program with its arguments. It prints a value. */
export type CredentialCommand = readonly [program: string, ...args: string[]];

/** What the organisation says of this computer. */
export interface Policy {
  /** They hold whatever else says. */
  readonly locked: PolicySettings & {
    readonly apiKeyCommand?: CredentialCommand;
    readonly userIdCommand?: CredentialCommand;
  };
  /** They hold where nothing else says. */
  readonly preset: PolicySettings;
}

export const NO_POLICY: Policy = { locked: {}, preset: {} };

export interface ParsedPolicy {
  readonly policy: Policy;
  readonly problems: readonly PolicyMessage[];
}

/** A program by its whole path: a name alone would be whatever the person's PATH finds. */
export const credentialCommand = z
  .tuple([z.string().regex(/^(\/|[A-Za-z]:\\)[^\0]+$/)])
  .rest(z.string().regex(/^[^\0]*$/))
  .refine((words) => words.join('').length <= 8000);

type Schemas<T> = { readonly [K in keyof T]-?: z.ZodType<T[K]> };

const SETTINGS: Schemas<PolicySettings> = {
  baseUrl: z.string().refine((text) => text.length <= 2000 && checkBaseUrl(text) === null),
  quotaUrl: z.string().refine((text) => text.length <= 2000 && isRedis(text)),
  requestsPerSecond: z.int().min(1).max(100_000),
  requestsPerMinute: z.int().min(1).max(1_000_000),
  proxy: z.string().refine((text) => text.length <= 2000 && (text === 'direct' || isProxy(text))),
  historyDays: z.number().positive().max(36_500),
  updateChannel: z.enum(['stable', 'beta']),
};

const SECTIONS: { readonly [S in keyof Policy]: Readonly<Record<string, z.ZodType>> } = {
  locked: { ...SETTINGS, apiKeyCommand: credentialCommand, userIdCommand: credentialCommand },
  preset: SETTINGS,
};

/**
 * Reads a policy. A setting that is unknown or not valid is named and does not count; the others do.
 * @param path names the file in what is said
 */
export function parsePolicy(text: string, path: string): ParsedPolicy {
  let json: unknown;
  try {
    // Some editors start a file with a byte order mark, which JSON does not allow.
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return ignored(path, text.trim() === '' ? 'empty_text' : 'not_json');
  }
  if (!isObject(json)) return ignored(path, 'not_an_object');
  const unknown = Object.keys(json).filter((name) => !Object.hasOwn(SECTIONS, name));
  const wrong: string[] = [];
  const read = (section: keyof Policy): object => {
    const values = json[section];
    if (values === undefined) return {};
    if (!isObject(values)) {
      wrong.push(section);
      return {};
    }
    const taken: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(values)) {
      const schema = Object.hasOwn(SECTIONS[section], name) ? SECTIONS[section][name] : undefined;
      const parsed = schema?.safeParse(value);
      if (parsed === undefined) unknown.push(`${section}.${name}`);
      else if (parsed.success) taken[name] = parsed.data;
      else wrong.push(`${section}.${name}`);
    }
    return taken;
  };
  const { apiKeyCommand, ...locked }: Policy['locked'] = read('locked');
  const problems: PolicyMessage[] = [];
  const isForNoServer = apiKeyCommand !== undefined && locked.baseUrl === undefined;
  if (isForNoServer) problems.push({ code: 'policy_key_for_no_server', path });
  const policy: Policy = {
    // The organisation's key goes to the organisation's server alone.
    locked: apiKeyCommand === undefined || isForNoServer ? locked : { ...locked, apiKeyCommand },
    preset: read('preset'),
  };
  if (unknown.length > 0) problems.push({ code: 'policy_unknown', path, names: named(unknown) });
  if (wrong.length > 0) problems.push({ code: 'policy_wrong', path, names: named(wrong) });
  return { policy, problems };
}

/** A policy that does not count as a whole. */
export function ignored(path: string, code: PlainReason): ParsedPolicy {
  return { policy: NO_POLICY, problems: [{ code: 'policy_ignored', path, because: { code } }] };
}

type PlainReason = 'empty_text' | 'not_json' | 'not_an_object' | 'far_too_long' | 'no_regular_file';

const MAX_NAMED = 10;

/** Names for a sentence: not too many, not too long, and without what would change a terminal. */
function named(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMED).map((name) => name.replace(/[^\w.-]/g, '?').slice(0, 40));
  return [...shown, ...(names.length > MAX_NAMED ? ['…'] : [])].join(', ');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRedis(text: string): boolean {
  try {
    parseQuotaAddress(text);
    return true;
  } catch {
    return false;
  }
}

function isProxy(text: string): boolean {
  return parseProxy(text)?.kind === 'proxy';
}
