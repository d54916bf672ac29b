import type { QuotaProblem } from '../model/quota-status.ts';
import type { RequestLimits } from './request-limits.ts';

/** The four lines in which calls of all desks wait for places. */
export const PLACE_KINDS = ['asking', 'signing', 'watched-asking', 'watched-signing'] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** One number for each line, in the order of {@link PLACE_KINDS}. */
export type ByKind = readonly [
  asking: number,
  signing: number,
  watchedAsking: number,
  watchedSigning: number,
];

/** The window of a minute, and the calls' ages in the answer's view. In ms. */
export const MINUTE_MS = 60_000;
export const SLICE_MS = 2000;
export const SLICES = MINUTE_MS / SLICE_MS;

/** What a desk has to do, in files. */
export interface Work {
  /** Still to be signed. */
  readonly unsigned: number;
  /** Signed, with their bytes on the way, or being signed. */
  readonly sending: number;
  /** Stored, and not known to be ready. */
  readonly processing: number;
}

/** What a desk says when it asks. All ages are in ms, by a clock that nobody sets, so that desks' clocks need not agree. */
export interface QuotaRequest {
  /** Names the desk for as long as its process lives. */
  readonly desk: string;
  /** Grows with each request: an older one that comes later is not answered. */
  readonly number: number;
  /** Names the server's data as this desk knows it; empty where it knows none. */
  readonly epoch: string;
  /** The server's time of the latest answer that this desk has, in ms since the epoch; 0 where it has none. */
  readonly heardMs: number;
  /** How long ago this desk sent the request for that answer. */
  readonly heardAgoMs: number;
  /** The number of the latest grant that this desk has; 0 where it has none that matters. A server that is behind it has lost it. */
  readonly heardSerial: number;
  readonly limits: RequestLimits;
  /** Places that this desk holds: its calls under way. What it has not heard of, it does not hold. */
  readonly live: number;
  /** Places that it was granted since the last request, and has not used. */
  readonly unused: number;
  readonly wants: ByKind;
  /** The plan says that files have to be signed now, though their questions find no place yet. */
  readonly signsFirst: boolean;
  readonly work: Work;
  /** The age at which a file is asked about, in ms. */
  readonly dueMs: number;
  /** The number of the first of `answered`; each desk counts its calls from 1. */
  readonly firstAnswered: number;
  /** How long ago these calls were answered, in the order of their numbers. */
  readonly answered: readonly number[];
  /** Whether `answered` is all that the server lacks: all of the last minute, or with `lost` all that came after that. */
  readonly isWhole: boolean;
  /** What this desk knew of the group before the server lost it; null where it has lost nothing. */
  readonly lost: LostGroup | null;
}

/** What a server that knew all of the group said last. The newest of what the desks bring back holds for the group. */
export interface LostGroup {
  /** Names the server's data of then. */
  readonly epoch: string;
  readonly serial: number;
  readonly members: number;
  readonly live: number;
  /** How long ago the server said so, in ms. */
  readonly saidAgoMs: number;
  /** How long ago calls were answered, in ms. Calls that this desk reported by then are among them. */
  readonly agesMs: readonly number[];
}

/** Places, and what the desk has to know of its group to plan. */
export interface QuotaGrant {
  readonly kind: 'granted';
  readonly nowMs: number;
  readonly epoch: string;
  /** Grows with each grant, and leaps where the server finds that it lost something. */
  readonly serial: number;
  /** Desks that have to say something within the lease, this one included; 0 while the server may not know all of them. */
  readonly members: number;
  readonly granted: ByKind;
  /** When to ask again, in ms from now; null where nothing that was wanted is left. */
  readonly againMs: number | null;
  /** The calls that may count at once, without those kept for newcomers. */
  readonly limit: number;
  /** Calls that count: answered within the last minute, and under way, all desks together. */
  readonly counted: number;
  readonly live: number;
  /** Of all desks, this one included. */
  readonly work: Work;
  /** Desks that have something to do. */
  readonly busy: number;
  /** Calls that this desk may make ahead of those that have had more. */
  readonly credit: number;
  /** Counted calls by their ages: below 2 s, below 4 s and so on, up to a minute. */
  readonly view: readonly number[];
}

/** What the server says. `nowMs` is its time, in ms since the epoch. */
export type QuotaAnswer =
  | QuotaGrant
  /** The server lacks calls of this desk: it is to report all of its last minute. */
  | { readonly kind: 'resync'; readonly nowMs: number; readonly epoch: string }
  /** A later request was answered before. */
  | { readonly kind: 'outdated'; readonly nowMs: number };

/** The shared quota cannot be asked now. */
export class QuotaError extends Error {
  readonly code: QuotaProblem;

  /** @param detail what the server or the system said, without any password */
  constructor(code: QuotaProblem, detail = '') {
    super(detail === '' ? code : `${code}: ${detail}`);
    this.name = 'QuotaError';
    this.code = code;
  }
}

/** The login may not do what desks need. */
export class MissingRightsError extends QuotaError {
  /** As rules for `ACL SETUSER`, such as `+pexpire` or `~hoist:*`. */
  readonly rights: readonly string[];

  constructor(rights: readonly string[]) {
    super('not_allowed', rights.join(' '));
    this.name = 'MissingRightsError';
    this.rights = rights;
  }
}

/** The server that grants places, for desks with the same tag. */
export interface QuotaServer {
  /**
   * Asks once, and does not ask again by itself.
   * @param tag names the group: those with the same key at the same server
   * @throws {QuotaError} within a second
   */
  ask(tag: string, request: QuotaRequest): Promise<QuotaAnswer>;
  close(): Promise<void>;
}
