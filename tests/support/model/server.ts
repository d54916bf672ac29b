import type { Chance } from './chance.ts';
import { contentOf } from './disk.ts';
import type { CallFault } from './faults.ts';
import type { Timeline } from './timeline.ts';

export const API = 'https://api.example';

export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A call as the server sees it. */
export interface ApiRequest {
  readonly path: string;
  readonly key: string;
  readonly user: string;
}

/** How processing goes that begins now. */
export interface Processing {
  readonly ms: number;
  readonly end: 'PROCESSED' | 'FAILED' | 'INFECTED';
}

export interface ServerFile {
  readonly fileId: string;
  readonly name: string;
  readonly user: string;
  readonly persist: boolean;
  readonly signedAtMs: number;
  readonly expiresAtMs: number;
  deleted: boolean;
  /** null until bytes came; the content is null for bytes that are no whole file. */
  stored: {
    readonly content: number | null;
    readonly isPart: boolean;
    readonly atMs: number;
    readonly processing: Processing;
  } | null;
}

export interface Limits {
  readonly perSecond: number;
  readonly perMinute: number;
}

const DAY_MS = 24 * 60 * 60_000;
const URL_LIFE_S = 600;

/** The Files API and its storage, as HTTP shows them. It lives on when Hoist dies. */
export class Server {
  /** Those that hold now. */
  limits: Limits;
  /** Those that held before, each with the moment of its end. */
  readonly #earlier: { readonly limits: Limits; readonly untilMs: number }[] = [];
  readonly validKeys = new Set<string>();
  readonly files = new Map<string, ServerFile>();
  processing: Processing = { ms: 2000, end: 'PROCESSED' };
  /** How many more times a cache in between gives out the last signed URL, whichever other file is asked for. */
  repeats = 0;
  /** Whether a cache may still have this file's URL. */
  mayRepeat: (fileId: string) => boolean = () => true;
  readonly #given = new Map<string, Set<string>>();
  #lastSigned: { readonly fileId: string; readonly answer: HttpAnswer } | null = null;
  readonly #timeline: Timeline;
  readonly #chance: Chance;
  readonly #arrivals = new Map<string, number[]>();

  constructor(limits: Limits, timeline: Timeline, chance: Chance) {
    this.limits = limits;
    this.#timeline = timeline;
    this.#chance = chance;
  }

  changeLimits(limits: Limits): void {
    this.#earlier.push({ limits: this.limits, untilMs: this.#timeline.now() });
    this.limits = limits;
  }

  /**
   * Counts a call that arrives; answers which window it breaks, if one. The limits changed while it was on its way may
   * not have been those of its start: the highest since then count.
   */
  arrive(key: string, startedAtMs: number): string | null {
    const nowMs = this.#timeline.now();
    const arrivals = (this.#arrivals.get(key) ?? []).filter((atMs) => atMs > nowMs - 60_000);
    arrivals.push(nowMs);
    this.#arrivals.set(key, arrivals);
    const inSecond = arrivals.filter((atMs) => atMs > nowMs - 1000).length;
    const held = this.#earlier.filter(({ untilMs }) => untilMs >= startedAtMs).map(({ limits }) => limits);
    const most = (limit: keyof Limits) => Math.max(this.limits[limit], ...held.map((each) => each[limit]));
    if (inSecond > most('perSecond')) return `${inSecond} calls in a second`;
    return arrivals.length > most('perMinute') ? `${arrivals.length} calls in a minute` : null;
  }

  /** Applies a call, unless the fault keeps it from being applied, and answers it. */
  answer(request: ApiRequest, fault: CallFault | null): HttpAnswer {
    if (!this.validKeys.has(request.key)) return json(401, { error_code: 'unauthorized' });
    const scripted = fault === null ? null : this.#scripted(fault);
    if (scripted !== null) return scripted;
    const answer = this.#apply(request);
    return fault === 'garbled' ? { ...answer, body: answer.body.slice(1) } : answer;
  }

  /** The names that this id was given out for. */
  namesGiven(fileId: string): ReadonlySet<string> {
    return this.#given.get(fileId) ?? new Set();
  }

  /** Where a PUT goes, if its URL still holds. */
  target(url: string): ServerFile | null {
    const file = this.files.get(url.split('/').at(-1) ?? '');
    return file === undefined || this.#timeline.now() >= file.expiresAtMs ? null : file;
  }

  store(file: ServerFile, bytes: Buffer): void {
    this.#keep(file, bytes, false);
  }

  storePart(file: ServerFile, bytes: Buffer): void {
    this.#keep(file, bytes, true);
  }

  #keep(file: ServerFile, bytes: Buffer, isPart: boolean): void {
    const { processing } = this;
    file.stored = { content: contentOf(bytes), isPart, atMs: this.#timeline.now(), processing };
  }

  /**
   * Drops what the storage took of files whose PUT it answered early. Who is interrupted just then cannot know of
   * it, so it would be no fault of Hoist's to believe in them.
   */
  dropParts(): void {
    for (const file of this.files.values()) if (file.stored?.isPart === true) file.stored = null;
  }

  /** Whether the server still has the file's bytes. */
  holds(file: ServerFile): boolean {
    const expired = !file.persist && this.#timeline.now() >= file.signedAtMs + DAY_MS;
    return file.stored !== null && !file.deleted && !expired;
  }

  #apply(request: ApiRequest): HttpAnswer {
    if (request.path.startsWith('/v1/files/signed-url?')) return this.#sign(request);
    if (request.path.endsWith('/status')) return this.#status(request);
    return json(200, { files: [], limit: 1, page: 1, total: this.files.size });
  }

  #sign({ path, user }: ApiRequest): HttpAnswer {
    const query = new URLSearchParams(path.slice(path.indexOf('?')));
    const name = query.get('filename') ?? '';
    const persist = query.get('persist') === 'true';
    const repeated = this.#repeated({ name, user, persist });
    if (repeated !== null) return repeated;
    const fileId = `f${this.files.size + 1}`;
    const nowMs = this.#timeline.now();
    this.files.set(fileId, {
      fileId,
      user,
      name,
      persist,
      signedAtMs: nowMs,
      expiresAtMs: nowMs + URL_LIFE_S * 1000,
      deleted: false,
      stored: null,
    });
    const file_limits = { allowed_types: ['text/plain'], max_size: 10_485_760 };
    const answer = json(200, {
      expires_in: URL_LIFE_S,
      file_id: fileId,
      file_limits,
      file_url: `https://storage.example/${fileId}`,
    });
    this.#given.set(fileId, new Set([name]));
    this.#lastSigned = { fileId, answer };
    return answer;
  }

  /** A cache tells users and times of keeping apart, and takes no heed of names. */
  #repeated({ name, user, persist }: Pick<ServerFile, 'name' | 'user' | 'persist'>): HttpAnswer | null {
    if (this.repeats <= 0 || this.#lastSigned === null) return null;
    const { fileId, answer } = this.#lastSigned;
    const file = this.files.get(fileId);
    if (file?.user !== user || file.persist !== persist || file.name === name) return null;
    if (!this.mayRepeat(fileId)) return null;
    this.repeats -= 1;
    this.#given.get(fileId)?.add(name);
    return answer;
  }

  /** Whose file it is makes no difference here: that Hoist asks for the right one is Hoist's to see to. */
  #status({ path }: ApiRequest): HttpAnswer {
    const file = this.files.get(path.split('/').at(-2) ?? '');
    if (file === undefined || !this.holds(file) || file.stored === null) {
      return json(404, { error_code: 'attachment_document_does_not_exist' });
    }
    const { atMs, processing } = file.stored;
    const ageMs = this.#timeline.now() - atMs;
    const steps = (status: string) => [{ status, endedAt: null }];
    if (ageMs < processing.ms) {
      const step = ageMs < processing.ms / 2 ? 'ANTIVIRUS_SCANNING' : 'TEXT_EXTRACTION';
      return json(200, { processing_status: 'PROCESSING', processing_steps: steps(step) });
    }
    if (processing.end === 'INFECTED') {
      return json(200, { processing_status: 'PROCESSING', warnings: { infected: true } });
    }
    return json(200, { processing_status: processing.end, processing_steps: steps('TEXT_EXTRACTION') });
  }

  #scripted(fault: CallFault): HttpAnswer | null {
    switch (fault) {
      case '429':
        return json(429, { message: 'Rate limit exceeded!' });
      case '429-retry-after':
        return json(429, { message: 'Rate limit exceeded!' }, { 'retry-after': this.#chance.of(['1', '7']) });
      case '500':
        return json(500, { error_code: 'internal_server_error' });
      case '503':
        return json(503, { error_code: 'attachment_document_not_reachable' });
      case '400-later':
        return json(400, { error_code: 'attachment_document_raised_an_error' });
      case '403':
        return json(403, { error_code: 'attachment_access_forbidden' });
      case '404':
        return json(404, { error_code: 'attachment_document_does_not_exist' });
      case '409':
        return json(409, { error_code: 'conflict' });
      case '422-name': {
        const detail = [{ loc: ['query', 'filename'], message: 'bad name', type: 'value_error' }];
        return json(422, { error_code: 'validation_error', detail });
      }
      default:
        return null;
    }
  }
}

function json(statusCode: number, value: unknown, headers: Record<string, string> = {}): HttpAnswer {
  return { statusCode, headers, body: JSON.stringify(value) };
}
