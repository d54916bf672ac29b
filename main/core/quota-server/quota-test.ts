import { randomUUID } from 'node:crypto';
import type { QuotaProblem } from '../model/quota-status.ts';
import { otherDesks } from '../rate-limit/group.ts';
import type { SharedPlaces } from '../rate-limit/shared-places.ts';
import {
  MissingRightsError,
  QuotaError,
  type QuotaGrant,
  type QuotaRequest,
  type QuotaServer,
} from '../rate-limit/shared-quota.ts';
import { parseQuotaAddress } from './quota-address.ts';
import type { QuotaOptions } from './quota-server.ts';
import { speaksPlainly } from './speaks-plainly.ts';

export type QuotaTestResult =
  /** `otherDesks` counts those of the group that have something to do; null where no group was named. */
  | { readonly ok: true; readonly otherDesks: number | null }
  | {
      readonly ok: false;
      readonly code: QuotaProblem;
      /** What the login lacks, as rules for `ACL SETUSER`: https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/ */
      readonly missingRights: readonly string[];
    };

/**
 * Whether a quota can be shared through the server at this address: logs in, tries all rights that desks need, and asks
 * without wanting anything.
 * @param places this desk's places in the group that is asked about
 * @throws {QuotaAddressError}
 */
export async function testQuota(
  { url }: QuotaOptions,
  places: Pick<SharedPlaces, 'tag' | 'group'> | null,
): Promise<QuotaTestResult> {
  const address = parseQuotaAddress(url);
  const tag = places?.tag ?? null;
  const { RedisQuotaServer } = await import('./redis-quota-server.ts');
  const server = new RedisQuotaServer(address);
  try {
    await server.checkRights(tag ?? TEST_GROUP);
    const grant = await askForNothing(server, tag ?? TEST_GROUP);
    return { ok: true, otherDesks: tag === null ? null : otherDesks(grant, places?.group ?? null) };
  } catch (error) {
    const code = error instanceof QuotaError ? error.code : 'unexpected';
    const missingRights = error instanceof MissingRightsError ? error.rights : [];
    const isPlain = code === 'unreachable' && address.isTls && (await speaksPlainly(address));
    return { ok: false, code: isPlain ? 'no_tls' : code, missingRights };
  } finally {
    await server.close();
  }
}

/** The group in which a test asks that is about no group. */
const TEST_GROUP = 'test';

/** Asks as a desk of its own that wants nothing, so that no other desk gets less for it. */
async function askForNothing(server: QuotaServer, tag: string): Promise<QuotaGrant> {
  const request = { ...EMPTY_REQUEST, desk: randomUUID() };
  const first = await server.ask(tag, request);
  const answer =
    first.kind === 'resync'
      ? await server.ask(tag, { ...request, number: 2, epoch: first.epoch, isWhole: true })
      : first;
  if (answer.kind !== 'granted') throw new QuotaError('unexpected');
  return answer;
}

/** What a desk asks that has done nothing and wants nothing. */
export const EMPTY_REQUEST: Omit<QuotaRequest, 'desk'> = {
  number: 1,
  epoch: '',
  heardMs: 0,
  heardAgoMs: 0,
  heardSerial: 0,
  limits: { perSecond: 1, perMinute: 1 },
  live: 0,
  unused: 0,
  wants: [0, 0, 0, 0],
  signsFirst: false,
  work: { unsigned: 0, sending: 0, processing: 0 },
  dueMs: 0,
  firstAnswered: 1,
  answered: [],
  isWhole: false,
  lost: null,
};
