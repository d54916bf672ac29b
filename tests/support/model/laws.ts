import { destinationOf } from '../../../main/core/model/connection-settings.ts';
import { sourceOf, type Upload } from '../../../main/core/model/upload.ts';
import type { Breaches } from './breaches.ts';
import type { Disk } from './disk.ts';
import { type CallFacts, evidenceOf, wordOf } from './facts.ts';
import type { CallStep } from './faults.ts';
import type { Ledger } from './ledger.ts';
import type { Outages } from './outages.ts';
import { API, type ApiRequest, type HttpAnswer, type Server } from './server.ts';
import type { Timeline } from './timeline.ts';
import type { Trace } from './trace.ts';

export interface LawsOptions {
  readonly timeline: Timeline;
  readonly disk: Disk;
  readonly server: Server;
  readonly ledger: Ledger;
  readonly outages: Outages;
  readonly trace: Trace;
  readonly breaches: Breaches;
}

/** The invariants of transfer.md that show in the calls to the API. */
export class Laws {
  /** Names, file ids or `key` that were refused for good and must not be sent again. */
  readonly #refused = new Set<string>();
  /** Since when nothing new may begin: uploads that were added later have to wait. */
  pausedSinceMs: number | null = null;
  #forgiven = 0;
  readonly #options: LawsOptions;

  constructor(options: LawsOptions) {
    this.#options = options;
  }

  /** The person acted, or the process is new: refused requests may be made again. */
  forgive(): void {
    this.#forgiven += 1;
    this.#refused.clear();
  }

  failed(upload: Upload): void {
    this.#refused.delete(upload.name);
    if (upload.state.stage === 'failed' && upload.state.fileId !== null)
      this.#refused.delete(upload.state.fileId);
  }

  /** Invariant 3, counted where the server counts. */
  arrived(overrun: string | null): void {
    if (overrun !== null) this.#options.breaches.broken(3, overrun);
  }

  /** Invariant 6. @param cancelling uploads whose cancel has not resolved yet */
  cancelResolved(ids: ReadonlySet<string>, cancelling: ReadonlySet<string>): void {
    const { ledger, disk } = this.#options;
    const gone = [...ids]
      .flatMap((id) => ledger.kept.get(id) ?? [])
      .filter(({ state }) => state.stage === 'cancelled');
    const active = ledger.active();
    for (const { what, uploads } of ledger.underWay) {
      const wanted = uploads();
      if (
        gone.some(({ id }) => wanted.some((upload) => upload.id === id)) &&
        wanted.every(({ state }) => state.stage === 'cancelled')
      )
        this.#options.breaches.broken(6, `${what} goes on after the cancel resolved`);
    }
    for (const path of disk.open.values()) {
      const reads = (upload: Upload | undefined) =>
        upload !== undefined && (upload.path === path || sourceOf(upload).path === path);
      const isCancelling = [...cancelling].some((id) => !ids.has(id) && reads(ledger.kept.get(id)));
      const others = isCancelling || active.some(reads);
      if (!others && gone.some(reads))
        this.#options.breaches.broken(6, `${path} is open after the cancel resolved`);
    }
  }

  callStarts(step: CallStep, request: ApiRequest): CallFacts {
    const { ledger, trace, timeline, server } = this.#options;
    const subject = subjectOf(request.path);
    trace.add(`${step} ${subject} as ${request.user.at(-1)} with ${request.key}`);
    const owners = this.#wanting(step, subject, request.user);
    if (owners.length === 0)
      this.#options.breaches.broken(6, `${step} of ${subject}, which nobody there wants`);
    // Another upload may ask on its own account whether it can use the id.
    const own = owners.filter(({ state }) => step === 'sign' || state.stage !== 'queued');
    // The list is no file: also its refusal says that the server is there, which is asked at each probe.
    // What the server takes is asked before each conversion until it is known.
    const isOfLimits = owners.some(({ state }) => state.stage === 'converting');
    const isOfOne = step !== 'count' && !isOfLimits && own.length === owners.length && own.length < 2;
    if (isOfOne) this.#demandRest(step, subject);
    if (this.#refused.has('key'))
      this.#options.breaches.broken(5, `${step} of ${subject} although the key was refused`);
    const over = ledger.begin(`${step} of ${subject}`, owners);
    const forgiven = this.#forgiven;
    const names = () => (step === 'status' ? ledger.concerned(subject) : [subject]);
    return {
      offline: () => ledger.note(names(), 'offline'),
      cut: () => ledger.note(names(), 'cut'),
      outage: () => {
        trace.add(`${step} ${subject} → out`);
        ledger.note(this.#options.outages.met('api', names()), 'server');
      },
      answered: (answer) => {
        trace.add(`${step} ${subject} → ${answer.statusCode}`);
        const evidence = evidenceOf(answer);
        if (evidence !== null) ledger.note(names(), evidence);
        if (step === 'sign' && mayBeOfAnother(answer, server, ledger)) ledger.note([subject], 'repeated');
        if (forgiven === this.#forgiven) this.#refusedOrNot(subject, answer.statusCode);
        if (step === 'status' && answer.statusCode !== 401) this.#heard(subject, answer, timeline.now());
      },
      ended: over,
    };
  }

  #refusedOrNot(subject: string, statusCode: number): void {
    if (statusCode === 401) this.#refused.add('key');
    else if (statusCode === 200) this.#refused.delete('key');
    else if (statusCode === 403 || statusCode === 422) this.#refused.add(subject);
  }

  #heard(fileId: string, answer: HttpAnswer, atMs: number): void {
    const { ledger } = this.#options;
    const word = wordOf(answer);
    ledger.words.set(fileId, { word, atMs });
    if (word === 'ready') ledger.readyWords.set(fileId, atMs);
    if (word === 'failed' || word === 'infected') ledger.note([ledger.nameOf(fileId)], word);
    const put = ledger.puts.get(fileId);
    if (put === undefined || word === 'server-error') return;
    put.notThere = word === 'not-there' ? put.notThere + 1 : 0;
    put.isThere = word !== 'not-there';
  }

  /** Invariant 5. */
  #demandRest(step: string, subject: string): void {
    if (this.#refused.has(subject))
      this.#options.breaches.broken(5, `${step} of ${subject} again after it was refused`);
  }

  #wanting(step: CallStep, subject: string, user: string): Upload[] {
    if (step === 'sign') return this.#signers(subject, user);
    if (step === 'status') return this.#askers(subject, user);
    const active = this.#options.ledger.active();
    // Whether the server serves at all tells an outage from the failure of one file, at whatever step that is.
    return active.filter((upload) => this.#isOf(upload, user));
  }

  #signers(name: string, user: string): Upload[] {
    const all = this.#options.ledger.active().filter((upload) => {
      const { stage } = upload.state;
      const asked = stage === 'converting' ? `${upload.name}.txt` : upload.name;
      return asked === name && (stage === 'queued' || stage === 'converting');
    });
    return all.filter((upload) => this.#isOf(upload, user) && this.#mayBegin(upload));
  }

  #askers(fileId: string, user: string): Upload[] {
    const { ledger } = this.#options;
    const sha256 = ledger.ownerOf(fileId)?.sha256 ?? null;
    return ledger.active().filter((upload) => {
      const own =
        upload.state.stage !== 'queued' && 'fileId' in upload.state && upload.state.fileId === fileId;
      const same = upload.state.stage === 'queued' && sha256 !== null && upload.sha256 === sha256;
      return (own || same) && this.#isOf(upload, user) && this.#mayBegin(upload);
    });
  }

  #isOf({ destination }: Upload, userId: string): boolean {
    return destination === destinationOf({ baseUrl: API, userId });
  }

  #mayBegin({ times }: Upload): boolean {
    return this.pausedSinceMs === null || times.addedAtMs <= this.pausedSinceMs;
  }
}

function subjectOf(path: string): string {
  const query = path.indexOf('?');
  if (query >= 0) return new URLSearchParams(path.slice(query)).get('filename') ?? 'the list';
  return path.split('/').at(-2) ?? '';
}

/** Whether a signed URL was given to another file too, or is held by one. */
function mayBeOfAnother({ statusCode, body }: HttpAnswer, server: Server, ledger: Ledger): boolean {
  const fileId = statusCode === 200 ? (/"file_id":"(\w+)"/.exec(body)?.[1] ?? '') : '';
  return ledger.owners.has(fileId) || server.namesGiven(fileId).size > 1;
}
