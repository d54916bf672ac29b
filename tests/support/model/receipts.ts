import { isActive, sourceOf, type Upload } from '../../../main/core/model/upload.ts';
import type { Breaches } from './breaches.ts';
import { type Disk, EMPTY_CONTENT, hashOf } from './disk.ts';
import type { Laws } from './laws.ts';
import type { Ledger } from './ledger.ts';
import { partHash } from './model-parts.ts';
import type { PutLaws } from './put-laws.ts';
import type { Server } from './server.ts';
import type { Tally } from './tally.ts';
import type { Timeline } from './timeline.ts';
import type { Trace } from './trace.ts';

/** A temporary file's id is not given out shortly before its end. */
const TEMPORARY_USE_MS = 20.5 * 60 * 60_000;
/** Issue 3: a step is tried at least so often before its file fails. */
const MIN_ATTEMPTS = 6;
/** A URL that was meant for another file is asked for so often before the file fails. */
const SIGN_ASKS = 4;

export interface ReceiptsOptions {
  readonly timeline: Timeline;
  readonly disk: Disk;
  readonly server: Server;
  readonly ledger: Ledger;
  readonly laws: Laws;
  readonly putLaws: PutLaws;
  readonly breaches: Breaches;
  readonly trace: Trace;
  readonly tally: Tally;
  /** Whether the person just now asked for something that may bring ended uploads back. */
  readonly isRetrying: () => boolean;
}

/** Checks each saved change of state: is it allowed, and is what it says true? */
export class Receipts {
  readonly #options: ReceiptsOptions;

  constructor(options: ReceiptsOptions) {
    this.#options = options;
  }

  saved(uploads: readonly Upload[]): void {
    for (const upload of uploads) this.#judge(upload);
    for (const upload of uploads) this.#judgeDerivation(upload);
  }

  #judge(upload: Upload): void {
    const { ledger, trace, laws, tally } = this.#options;
    const before = ledger.kept.get(upload.id);
    const { state } = upload;
    const what = 'fileId' in state ? `${state.stage} ${state.fileId}` : state.stage;
    const why = state.stage === 'failed' ? ` (${state.reason.code})` : '';
    trace.add(`${trace.nameOf(upload.id)} ${upload.name}: ${what}${why}`);
    if (before !== undefined) this.#judgeChange(before, upload);
    ledger.changes += 1;
    if (state.stage === 'queued') ledger.queuedAt.set(upload.id, ledger.changes);
    else if (before !== undefined && !isActive(before.state)) ledger.resumedAt.set(upload.id, ledger.changes);
    ledger.kept.set(upload.id, upload);
    if (state.stage === 'uploading') ledger.owners.set(state.fileId, upload.id);
    if (isActive(state)) return;
    tally.count('end', state.stage === 'failed' ? `failed: ${state.reason.code}` : state.stage);
    if (state.stage === 'ready') this.#judgeReady(upload);
    if (state.stage === 'failed') this.#judgeFailure(upload);
    laws.failed(upload);
  }

  /** An original is followed by all of its parts at once, and each is what it should be. */
  #judgeDerivation(upload: Upload): void {
    const { ledger, breaches, trace } = this.#options;
    const { derivation, sha256 } = upload;
    if (derivation === null) return;
    const { groupId, of, part, original } = derivation;
    const name = trace.nameOf(upload.id);
    const parts = [...ledger.kept.values()].filter((other) => other.derivation?.groupId === groupId);
    if (parts.length !== of) breaches.broken(1, `${name} has ${parts.length} of ${of} parts`);
    if (sha256 !== null && sha256 !== partHash(original.sha256, part))
      breaches.broken(2, `${name} is not part ${part} of its original`);
  }

  #judgeChange(before: Upload, upload: Upload): void {
    const { putLaws, breaches, trace } = this.#options;
    const [was, is] = [before.state, upload.state];
    const name = trace.nameOf(upload.id);
    const mayComeBack = this.#options.isRetrying() && isActive(is) && was.stage !== 'ready';
    if (!isActive(was) && !mayComeBack) {
      breaches.broken(1, `${name} was ${was.stage} and is ${is.stage}`);
    }
    const wasThere = was.stage === 'uploading' || was.stage === 'processing';
    if (wasThere && is.stage === 'queued') putLaws.demandAsked(was.fileId);
    if (is.stage === 'uploading' && was.stage === 'queued') this.#judgeSigned(upload, is.fileId);
    if (was.stage === 'uploading' && is.stage === 'processing') putLaws.demandSent(is.fileId);
    const sameId = !('fileId' in was) || !('fileId' in is) || was.fileId === null || was.fileId === is.fileId;
    if (!sameId) breaches.broken(1, `${name} changed its file id`);
    const isUnsigned = is.stage === 'queued' || is.stage === 'converting';
    if (!isUnsigned && before.destination !== upload.destination) {
      breaches.broken(2, `${name} changed its destination on its way`);
    }
  }

  #judgeSigned(upload: Upload, fileId: string): void {
    const { server, breaches, ledger, trace } = this.#options;
    const file = server.files.get(fileId);
    const name = trace.nameOf(upload.id);
    if (file === undefined || !server.namesGiven(fileId).has(upload.name))
      breaches.broken(2, `${name} has an id that is not its own`);
    if (ledger.owners.has(fileId)) breaches.broken(2, `${fileId} is kept for two uploads`);
    if (file !== undefined) this.#judgePlace(upload, file.fileId);
  }

  /** The file is where and for as long as the upload says. */
  #judgePlace(upload: Upload, fileId: string): void {
    const { server, breaches, trace } = this.#options;
    const file = server.files.get(fileId);
    const name = trace.nameOf(upload.id);
    if (file === undefined) {
      breaches.broken(2, `${name} has an id that the server never gave`);
      return;
    }
    if (!upload.destination?.startsWith(`${file.user}@`))
      breaches.broken(2, `${name}'s ${fileId} belongs to another user`);
    if (file.persist !== (upload.retention === 'keep'))
      breaches.broken(2, `${name}'s ${fileId} is kept for another time`);
  }

  /** Invariant 2. */
  #judgeReady(upload: Upload): void {
    const { server, breaches, ledger, disk, trace, timeline } = this.#options;
    const { state, fingerprint, sha256 } = upload;
    if (state.stage !== 'ready') return;
    const name = trace.nameOf(upload.id);
    const { fileId } = state;
    this.#judgePlace(upload, fileId);
    const file = server.files.get(fileId);
    const said = ledger.readyWords.get(fileId);
    if (said === undefined) breaches.broken(2, `${name} is ready, which the server never said of ${fileId}`);
    // The server has a part of an earlier conversion, which was not made again.
    const isKnown = upload.derivation !== null && fingerprint === null;
    const onDisk = fingerprint === null ? undefined : disk.contentIn(upload.path, fingerprint);
    const content = isKnown ? (file?.stored?.content ?? undefined) : onDisk;
    if (content === undefined || sha256 !== hashOf(content))
      breaches.broken(2, `${name}'s hash is not that of its file`);
    if (content !== undefined && file?.stored?.content !== content) {
      breaches.broken(2, `${name} is ready with other bytes than its file's under ${fileId}`);
    }
    if (state.alreadyAtMs === null) {
      if (ledger.puts.get(fileId)?.edited === true)
        breaches.broken(2, `${name} is ready, but it changed under its PUT`);
      return;
    }
    // A reused id was confirmed while this upload lived, and lasts a while.
    if (said !== undefined && said < upload.times.addedAtMs)
      breaches.broken(2, `${name} took ${fileId} on trust`);
    const ageMs = timeline.now() - (file?.signedAtMs ?? 0);
    if (upload.retention === 'temporary' && ageMs > TEMPORARY_USE_MS)
      breaches.broken(2, `${name} took ${fileId}, near its end`);
    if (upload.again) breaches.broken(4, `${name} should have been sent again`);
  }

  /** Failed for a reason that is true. */
  #judgeFailure(upload: Upload): void {
    const { breaches, trace } = this.#options;
    const { state } = upload;
    if (state.stage !== 'failed' || this.#isTrue(upload, state.reason.code)) return;
    breaches.broken(
      1,
      `${trace.nameOf(upload.id)} failed for a reason that is not true: ${JSON.stringify(state.reason)}`,
    );
  }

  #isTrue(upload: Upload, code: string): boolean {
    const { ledger, disk } = this.#options;
    const { name, derivation } = upload;
    const { path, name: originalName } = sourceOf(upload);
    switch (code) {
      case 'file_vanished':
        return disk.wasMissing(path);
      case 'file_changed':
        // A part cannot be made again of an original that was edited.
        return disk.changesOf(path) > (derivation === null ? MIN_ATTEMPTS : 1);
      case 'empty_file':
        return disk.contentAt(path) === EMPTY_CONTENT;
      case 'conversion_failed':
        return ledger.evidence(originalName, 'conversion') > 0;
      case 'infected':
        return ledger.evidence(name, 'infected') > 0;
      case 'processing_failed':
        return ledger.evidence(name, 'failed') > 0;
      case 'access_forbidden':
        return ledger.evidence(name, 'forbidden') > 0;
      case 'name_refused':
        return ledger.evidence(name, 'name') > 0;
      case 'storage_refused':
        return ledger.evidence(name, 'storage') > 0;
      case 'lost_by_server':
        return ledger.evidence(name, 'not-there') >= MIN_ATTEMPTS;
      case 'server_error':
      case 'network_error':
      case 'storage_unreachable':
      case 'unexpected_answer': {
        const kinds = ['server', 'garbled', 'cut', 'not-there', 'conflict'] as const;
        const isRepeated = code === 'unexpected_answer' && ledger.evidence(name, 'repeated') >= SIGN_ASKS;
        return isRepeated || ledger.evidence(name, ...kinds) >= MIN_ATTEMPTS;
      }
      default:
        return false;
    }
  }
}
