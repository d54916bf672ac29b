import type { Part, PartMaker } from '../convert/part-maker.ts';
import { type ConversionTools, waysFor, wayUnder } from '../convert/ways.ts';
import type { FileContent } from '../files/fingerprint.ts';
import { linksFor } from '../job/identify.ts';
import type { ConversionRule, ConversionWay } from '../model/conversion.ts';
import type { FileFacts, FileLimits } from '../model/file-types.ts';
import type { DerivedFile } from '../model/transition.ts';
import {
  awaitsDecision,
  isActive,
  isRefusedByLimits,
  type Original,
  sourceOf,
  type Upload,
} from '../model/upload.ts';
import { Listeners } from '../util/listeners.ts';
import { ConversionTurns, groupKeyOf, keyOf } from './conversion-turns.ts';
import type { DerivedPart } from './new-uploads.ts';
import type { UploadList } from './upload-list.ts';
import type { UploadStore } from './upload-store.ts';

/** Replaces files that the server does not take by what can be made of them. */
export class Conversions {
  readonly #uploads: UploadList;
  readonly #store: Pick<UploadStore, 'readyParts'>;
  readonly #limits: () => FileLimits;
  readonly #maker: PartMaker | null;
  readonly #turns: ConversionTurns;
  /** Deletions under way. */
  readonly #discarding = new Set<Promise<void>>();
  readonly #partListeners = new Listeners<readonly Upload[]>();

  /**
   * @param limits what the server takes
   * @param maker null where nothing can be converted
   */
  constructor(
    uploads: UploadList,
    store: Pick<UploadStore, 'readyParts'>,
    limits: () => FileLimits,
    maker: PartMaker | null,
  ) {
    this.#uploads = uploads;
    this.#store = store;
    this.#limits = limits;
    this.#maker = maker;
    this.#turns = new ConversionTurns(uploads);
    if (maker !== null) this.#follow(maker.discardAllBut(neededPaths(uploads.all())));
    uploads.subscribe((event) => {
      if (event.type === 'upload') this.#discardIfSent(event.upload);
    });
  }

  get tools(): ConversionTools | null {
    return this.#maker?.tools ?? null;
  }

  /** Calls `listener` with the uploads of each original's second and later parts. */
  onParts(listener: (uploads: readonly Upload[]) => void): void {
    this.#partListeners.add(listener);
  }

  /** @returns how the file can be sent although the server does not take it, the usual way first */
  waysFor(file: Pick<FileFacts, 'name' | 'sizeBytes'>): readonly ConversionWay[] {
    return this.#maker === null ? [] : waysFor(file, this.#limits(), this.#maker.tools);
  }

  /** @returns how an upload that awaits a decision can be sent, the usual way first; none for other uploads */
  waysOf(upload: Upload): readonly ConversionWay[] {
    const { name, sizeBytes } = upload;
    return sizeBytes !== null && awaitsDecision(upload) ? this.waysFor({ name, sizeBytes }) : [];
  }

  /** @returns how the rule converts the file without asking; null where it does not */
  wayUnder(rule: ConversionRule, file: Pick<FileFacts, 'name' | 'sizeBytes'>): ConversionWay | null {
    return wayUnder(rule, this.waysFor(file));
  }

  /**
   * Lets those of these uploads whose files the server does not take be converted by their jobs.
   * @param rule which way is taken, as far as the file has it
   * @param destination where what is made of them goes
   * @returns the uploads that it concerns
   */
  request(ids: readonly string[], rule: 'text' | 'pdf', destination: string | null): Upload[] {
    const known = [...new Set(ids)].flatMap((id) => this.#uploads.find(id) ?? []);
    const requested = known.flatMap(({ id, name, sizeBytes, state, derivation }) => {
      if (!isRefusedByLimits(state) || derivation !== null || sizeBytes === null) return [];
      const way = this.wayUnder(rule, { name, sizeBytes });
      return way === null ? [] : { id, event: { type: 'convert', way, destination } as const };
    });
    this.#uploads.applyEach(requested);
    return requested.map(({ id }) => this.#uploads.get(id));
  }

  /** See `JobContext.convert`. */
  async convert(upload: Upload, content: FileContent, signal: AbortSignal): Promise<void> {
    const original: Original = { ...sourceOf(upload), ...content };
    const { id, derivation, again } = upload;
    const turn = this.#turns.take(id, derivation === null ? keyOf(upload, original) : groupKeyOf(derivation));
    try {
      if (derivation !== null) await turn.untilFirst(signal);
      else if (!again) await turn.untilOthersEnded(signal);
      await this.#convert(upload, original, signal);
    } finally {
      turn.end();
    }
  }

  async #convert(upload: Upload, original: Original, signal: AbortSignal): Promise<void> {
    const parts = await this.#partsOf(upload, original, signal);
    try {
      signal.throwIfAborted();
      this.#keep(upload, original, parts);
    } catch (error) {
      // No upload knows of them.
      for (const part of parts) if (part.kind === 'file') this.#discardMade(part);
      throw error;
    }
  }

  #keep({ derivation, id }: Upload, original: Original, parts: readonly DerivedPart[]): void {
    const [file] = parts;
    if (derivation !== null && file?.kind === 'file') {
      this.#uploads.apply(id, { type: 'converted', file, derivation: { ...derivation, original } });
      return;
    }
    const others = this.#uploads.divide(id, original, parts);
    if (others.length > 0) this.#partListeners.emit(others);
  }

  /** Resolves when nothing more is being deleted. */
  async close(): Promise<void> {
    await Promise.all(this.#discarding);
  }

  /** Deletes what was made for these uploads, which leave the list. */
  discard(ids: readonly string[]): void {
    for (const id of ids) {
      const upload = this.#uploads.find(id);
      if (upload !== undefined && !isActive(upload.state)) this.#discard(upload);
    }
  }

  async #partsOf(upload: Upload, original: Original, signal: AbortSignal): Promise<readonly DerivedPart[]> {
    const { derivation, again } = upload;
    if (derivation === null && !again) {
      const known = this.#knownParts(upload, original);
      if (known !== null) return known;
    }
    return this.#make(upload, original, signal);
  }

  /** The parts of an earlier conversion of the same original, which the server should have; null where there is none. */
  #knownParts(upload: Upload, original: Original): readonly DerivedPart[] | null {
    const { destination, retention, way } = upload;
    if (destination === null || way === null) return null;
    const parts = this.#store.readyParts({ originalSha256: original.sha256, way, destination, retention });
    const known = parts.flatMap((part) => knownPart(part, upload.path) ?? []);
    return known.length > 0 && known.length === parts.length ? known : null;
  }

  async #make(upload: Upload, original: Original, signal: AbortSignal): Promise<readonly Part[]> {
    const { id, derivation, origin, way } = upload;
    if (this.#maker === null || way === null) throw new Error('nothing converts it');
    const request = {
      ...original,
      groupId: derivation?.groupId ?? id,
      only: derivation,
      links: linksFor(origin),
      way,
      limits: this.#limits(),
    };
    return this.#maker.make(request, signal);
  }

  #discardIfSent(upload: Upload): void {
    const { stage } = upload.state;
    if (stage === 'ready' || stage === 'cancelled') this.#discard(upload);
  }

  #discard(upload: Upload): void {
    if (upload.derivation !== null) this.#discardMade(upload);
  }

  /** What is only known from an earlier conversion has no file of its own. */
  #discardMade({ fingerprint, path }: Pick<DerivedFile, 'fingerprint' | 'path'>): void {
    if (fingerprint !== null && this.#maker !== null) this.#follow(this.#maker.discard(path));
  }

  #follow(work: Promise<void>): void {
    const done = work.finally(() => this.#discarding.delete(done));
    this.#discarding.add(done);
  }
}

/** The files that uploads of an earlier run are to send, or may have to send again. */
function neededPaths(uploads: Iterable<Upload>): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const { derivation, fingerprint, path, state } of uploads) {
    const isNeeded = isActive(state) || state.stage === 'failed';
    if (derivation !== null && fingerprint !== null && isNeeded) paths.add(path);
  }
  return paths;
}

/** A part of an earlier conversion; null where too little of it is known. */
function knownPart(
  { name, contentType, sizeBytes, sha256, state }: Upload,
  path: string,
): DerivedPart | null {
  if (state.stage === 'skipped')
    return { kind: 'left-out', name, sizeBytes: sizeBytes ?? 0, reason: state.reason };
  if (contentType === null || sizeBytes === null || sha256 === null) return null;
  return { kind: 'file', path, name, contentType, sizeBytes, sha256, fingerprint: null };
}
