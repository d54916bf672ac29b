import { sameFingerprint } from '../../../main/core/files/fingerprint.ts';
import type { Upload } from '../../../main/core/model/upload.ts';
import type { PutFacts, PutRecord } from './facts.ts';
import type { LawsOptions } from './laws.ts';
import type { HttpAnswer, ServerFile } from './server.ts';

/** transfer.md: how often "not there" must be heard before it is believed. */
const NOT_THERE_ASKS = 3;
const TEMPORARY_REUSE_MS = 20 * 60 * 60_000;

/** The invariants of transfer.md that show in the PUTs: above all that nothing is stored twice by accident. */
export class PutLaws {
  readonly #options: LawsOptions;

  constructor(options: LawsOptions) {
    this.#options = options;
  }

  starts(url: string, lengthBytes: number): PutFacts {
    const { ledger, server, disk, trace } = this.#options;
    const fileId = url.split('/').at(-1) ?? '';
    trace.add(`put ${fileId}`);
    const file = server.files.get(fileId);
    const upload = ledger.ownerOf(fileId);
    if (file === undefined || upload === undefined) {
      this.#options.breaches.broken(4, `a PUT to ${fileId}, which was not kept before`);
      throw new Error('a PUT to an id that was not kept');
    }
    if (upload.state.stage !== 'uploading' || upload.state.fileId !== fileId) {
      this.#options.breaches.broken(6, `a PUT to ${fileId}, whose upload is ${upload.state.stage}`);
    }
    if (upload.way !== null && upload.derivation === null)
      this.#options.breaches.broken(2, `${fileId} gets the bytes of an original`);
    this.#demandKnown(fileId, ledger.puts.get(fileId));
    this.#demandSingle(upload, file);
    const { path, fingerprint } = upload;
    const record: PutRecord = {
      upload,
      fingerprint,
      outcome: 'open',
      changed: false,
      edited: false,
      notThere: 0,
      isThere: false,
    };
    ledger.puts.set(fileId, record);
    let allSent = false;
    const over = ledger.begin(`the PUT to ${fileId}`, [upload]);
    const answered = (answer: HttpAnswer, outcome: PutRecord['outcome']): HttpAnswer => {
      trace.add(`put ${fileId} → ${answer.statusCode} ${outcome}`);
      record.outcome = outcome;
      return answer;
    };
    return {
      lengthBytes,
      offline: () => {
        ledger.note([upload.name], 'offline');
        record.outcome = 'not-stored';
      },
      cut: () => {
        ledger.note([upload.name], 'cut');
        record.outcome = allSent ? 'unknown' : 'not-stored';
      },
      outage: () => {
        trace.add(`put ${fileId} → out`);
        ledger.note(this.#options.outages.met('storage', [upload.name]), 'server');
        record.outcome = 'not-stored';
      },
      allSent: () => {
        allSent = true;
      },
      tooLong: () => this.#options.breaches.broken(2, `more bytes than announced for ${fileId}`),
      accepted: (answer) => answered(answer, 'accepted'),
      early: (answer) => {
        ledger.note([upload.name], 'cut');
        return answered(answer, 'not-stored');
      },
      refused: (answer) => {
        const passes = answer.statusCode >= 500 || answer.body.includes('RequestTimeout');
        ledger.note([upload.name], passes ? 'server' : 'storage');
        return answered(answer, 'not-stored');
      },
      ended: () => {
        over();
        // A body without its last bytes is never stored.
        if (record.outcome === 'open') record.outcome = allSent ? 'unknown' : 'not-stored';
        const now = disk.fingerprint(path);
        record.changed = now === null || fingerprint === null || !sameFingerprint(now, fingerprint);
        const meant = fingerprint === null ? undefined : disk.contentIn(path, fingerprint);
        record.edited = now === null || disk.contentAt(path) !== meant;
      },
    };
  }

  /** Invariant 4: after an unknown outcome the server is asked before its bytes are sent again, under whatever id. */
  demandAsked(fileId: string): void {
    const { ledger, disk } = this.#options;
    const put = ledger.puts.get(fileId);
    if (put === undefined || put.outcome === 'not-stored' || put.notThere >= NOT_THERE_ASKS) return;
    const now = disk.fingerprint(put.upload.path);
    const changed =
      put.changed || now === null || put.fingerprint === null || !sameFingerprint(now, put.fingerprint);
    if (!changed)
      this.#options.breaches.broken(4, `${fileId} was given up (${put.outcome}) without asking for it`);
  }

  /** Invariant 2: bytes are taken for sent if the storage took all of them, or if the server knows the file. */
  demandSent(fileId: string): void {
    const { puts, words } = this.#options.ledger;
    const put = puts.get(fileId);
    const isSent =
      put === undefined
        ? words.get(fileId)?.word === 'processing'
        : put.outcome === 'accepted' || put.isThere;
    if (!isSent)
      this.#options.breaches.broken(2, `${fileId} is taken for sent, but its PUT is ${put?.outcome}`);
  }

  #demandKnown(fileId: string, before: PutRecord | undefined): void {
    if (before === undefined || before.outcome === 'not-stored' || before.notThere >= NOT_THERE_ASKS) return;
    this.#options.breaches.broken(
      4,
      `another PUT to ${fileId} (${before.outcome}) without asking for the one before`,
    );
  }

  #demandSingle(upload: Upload, file: ServerFile): void {
    if (upload.again) return;
    const { ledger, disk, timeline } = this.#options;
    const content = upload.fingerprint === null ? undefined : disk.contentIn(upload.path, upload.fingerprint);
    for (const copy of ledger.copiesOf(upload, content ?? null)) {
      const owner = ledger.ownerOf(copy.fileId);
      const state = owner?.state;
      if (owner === undefined || owner.again || state === undefined || !('fileId' in state)) continue;
      if (state.fileId !== copy.fileId || state.stage === 'failed' || ledger.beganBefore(upload, owner))
        continue;
      const word = ledger.words.get(copy.fileId)?.word;
      if (state.stage === 'ready' && (word !== 'ready' || state.alreadyAtMs !== null)) continue;
      // Sent more than once on purpose, and the latest copy was found gone.
      const latest = ledger.latestCopy(upload);
      if (state.stage === 'ready' && latest !== null && ledger.words.get(latest)?.word !== 'ready') continue;
      const old = timeline.now() - copy.signedAtMs >= TEMPORARY_REUSE_MS;
      if (upload.retention === 'temporary' && old) continue;
      this.#options.breaches.broken(
        4,
        `${file.fileId} is sent although ${copy.fileId} holds the same (${state.stage})`,
      );
    }
  }
}
