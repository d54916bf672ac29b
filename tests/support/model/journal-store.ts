import type { ContentKey, ReadyContent } from '../../../main/core/model/content.ts';
import type { Upload } from '../../../main/core/model/upload.ts';
import type { UploadStore } from '../../../main/core/queue/upload-store.ts';
import type { CallJournal } from '../../../main/core/rate-limit/rate-limit-store.ts';

/** Keeps what a database on disk would, as text, and is as fast as memory. It outlives the process of the model. */
export class JournalStore implements UploadStore {
  paused = false;
  readonly #rows = new Map<string, string>();
  readonly #unlisted = new Set<string>();
  readonly #calls: { budget: string; startedAtMs: number; answeredAtMs: number | null }[] = [];

  readonly calls: CallJournal = {
    recent: (budget, sinceMs) =>
      this.#calls.filter(
        ({ budget: of, answeredAtMs }) => of === budget && (answeredAtMs === null || answeredAtMs > sinceMs),
      ),
    start: (budget, startedAtMs) => this.#calls.push({ budget, startedAtMs, answeredAtMs: null }) - 1,
    end: (call, answeredAtMs) => {
      const known = this.#calls[call];
      if (known !== undefined) known.answeredAtMs = answeredAtMs;
    },
  };

  load(): Upload[] {
    return [...this.#rows]
      .filter(([id]) => !this.#unlisted.has(id))
      .map(([, row]) => JSON.parse(row) as Upload);
  }

  save(uploads: readonly Upload[]): void {
    for (const upload of uploads) this.#rows.set(upload.id, JSON.stringify(upload));
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) this.#unlisted.add(id);
  }

  probe(): void {}

  readonly #times = new Map<string, readonly number[]>();

  processingTimes(destination: string): number[] {
    return [...(this.#times.get(destination) ?? [])];
  }

  saveProcessingTimes(destination: string, timesMs: readonly number[]): void {
    this.#times.set(destination, timesMs);
  }

  hasFileId({ fileId, destination, otherThan }: Parameters<UploadStore['hasFileId']>[0]): boolean {
    for (const upload of [...this.#rows.values()].map((row) => JSON.parse(row) as Upload)) {
      const has = 'fileId' in upload.state && upload.state.fileId === fileId;
      if (has && serverOf(upload.destination) === serverOf(destination) && upload.id !== otherThan)
        return true;
    }
    return false;
  }

  readyContent({ sha256, destination, retention }: ContentKey, limit: number): ReadyContent[] {
    const ready: ReadyContent[] = [];
    for (const row of [...this.#rows.values()].reverse()) {
      const { state, times, ...upload } = JSON.parse(row) as Upload;
      if (upload.sha256 !== sha256 || upload.destination !== destination || upload.retention !== retention)
        continue;
      if (state.stage !== 'ready' || state.alreadyAtMs !== null) continue;
      const { fileId, remarks } = state;
      ready.push({ fileId, remarks, signedAtMs: times.signedAtMs ?? 0, readyAtMs: times.endedAtMs ?? 0 });
    }
    return ready.toSorted((a, b) => b.readyAtMs - a.readyAtMs).slice(0, limit);
  }
}

function serverOf(destination: string | null): string | undefined {
  return destination?.slice(destination.indexOf('@'));
}
