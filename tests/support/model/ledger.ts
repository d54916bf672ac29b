import { isActive, type Upload } from '../../../main/core/model/upload.ts';
import type { Evidence, PutRecord, Word } from './facts.ts';
import type { Server, ServerFile } from './server.ts';

/** All that was kept, said and sent in a run, across the deaths of Hoist. */
export class Ledger {
  /** The last kept state of each upload, removed ones too. */
  readonly kept = new Map<string, Upload>();
  /** The upload that a file id was kept for. */
  readonly owners = new Map<string, string>();
  readonly puts = new Map<string, PutRecord>();
  readonly words = new Map<string, { readonly word: Word; readonly atMs: number }>();
  /** When the server last said "ready" of a file id, to Hoist's ears. */
  readonly readyWords = new Map<string, number>();
  /** Counts the changes, to order them. */
  changes = 0;
  /** When an upload was last queued, and when one that had ended was last taken up where it was. */
  readonly queuedAt = new Map<string, number>();
  readonly resumedAt = new Map<string, number>();
  /** Requests that are under way, with the uploads they are for. */
  readonly underWay = new Set<{ readonly what: string; readonly uploads: () => Upload[] }>();
  readonly #evidence = new Map<string, Map<Evidence, number>>();
  readonly #server: Server;

  constructor(server: Server) {
    this.#server = server;
  }

  /** A request begins; the answer ends it. */
  begin(what: string, wanting: readonly Upload[]): () => void {
    const ids = wanting.map(({ id }) => id);
    const request = { what, uploads: () => ids.flatMap((id) => this.kept.get(id) ?? []) };
    this.underWay.add(request);
    return () => {
      this.underWay.delete(request);
    };
  }

  active(): Upload[] {
    return [...this.kept.values()].filter(({ state }) => isActive(state));
  }

  ownerOf(fileId: string): Upload | undefined {
    return this.kept.get(this.owners.get(fileId) ?? '');
  }

  /** The name of the file that has the id, or else of the one that it was made for. */
  nameOf(fileId: string): string {
    return this.ownerOf(fileId)?.name ?? this.#server.files.get(fileId)?.name ?? '';
  }

  /** Files that the server may hold with the content that the upload means, in the same place and for the same time. */
  copiesOf(upload: Upload, content: number | null): ServerFile[] {
    const copies: ServerFile[] = [];
    for (const file of this.#server.files.values()) {
      if (file.stored === null || file.stored.content !== content || content === null) continue;
      const owner = this.ownerOf(file.fileId);
      const sameKey = owner?.destination === upload.destination && owner.retention === upload.retention;
      if (sameKey && owner.id !== upload.id && this.#server.holds(file)) copies.push(file);
    }
    return copies;
  }

  /** The id of the upload of this content that became ready last: the only one that Hoist asks for. */
  latestCopy(upload: Upload): string | null {
    let latest: { readonly fileId: string; readonly atMs: number } | null = null;
    for (const { state, times, sha256, destination, retention } of this.kept.values()) {
      const same =
        sha256 === upload.sha256 && destination === upload.destination && retention === upload.retention;
      if (!same || state.stage !== 'ready' || state.alreadyAtMs !== null) continue;
      const atMs = times.endedAtMs ?? 0;
      if (latest === null || atMs >= latest.atMs) latest = { fileId: state.fileId, atMs };
    }
    return latest?.fileId ?? null;
  }

  /** A statement about a file id concerns every upload that has it or could use it. */
  concerned(fileId: string): string[] {
    const sha256 = this.ownerOf(fileId)?.sha256 ?? null;
    const others = this.active().filter((upload) => sha256 !== null && upload.sha256 === sha256);
    return [...new Set([this.nameOf(fileId), ...others.map(({ name }) => name)])];
  }

  /** Whether `upload` had begun before `other` came back, so that it could not know of it. */
  beganBefore(upload: Upload, other: Upload): boolean {
    const resumed = this.resumedAt.get(other.id);
    return resumed !== undefined && (this.queuedAt.get(upload.id) ?? 0) < resumed;
  }

  note(names: readonly string[], evidence: Evidence): void {
    for (const name of names) {
      const counts = this.#evidence.get(name) ?? new Map<Evidence, number>();
      this.#evidence.set(name, counts);
      counts.set(evidence, (counts.get(evidence) ?? 0) + 1);
    }
  }

  evidence(name: string, ...kinds: readonly Evidence[]): number {
    const counts = this.#evidence.get(name);
    return kinds.reduce((sum, kind) => sum + (counts?.get(kind) ?? 0), 0);
  }
}
