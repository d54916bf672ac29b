import type { ContentKey, ReadyContent } from '../../main/core/model/content.ts';
import type { Upload } from '../../main/core/model/upload.ts';
import type { UploadStore } from '../../main/core/queue/upload-store.ts';
import type { CallJournal } from '../../main/core/rate-limit/rate-limit-store.ts';

/** Keeps uploads for as long as the process lives. */
export class MemoryStore implements UploadStore {
  paused = false;
  readonly calls: CallJournal = { recent: () => [], start: () => 0, end: () => {} };
  readonly #uploads = new Map<string, Upload>();

  load(): Upload[] {
    return [...this.#uploads.values()];
  }

  save(uploads: readonly Upload[]): void {
    for (const upload of uploads) this.#uploads.set(upload.id, upload);
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) this.#uploads.delete(id);
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
    for (const upload of this.#uploads.values()) {
      const has = 'fileId' in upload.state && upload.state.fileId === fileId;
      if (has && serverOf(upload.destination) === serverOf(destination) && upload.id !== otherThan)
        return true;
    }
    return false;
  }

  readyContent({ sha256, destination, retention }: ContentKey, limit: number): ReadyContent[] {
    const ready: ReadyContent[] = [];
    for (const upload of this.#uploads.values()) {
      const same =
        upload.sha256 === sha256 && upload.destination === destination && upload.retention === retention;
      const { state, times } = upload;
      if (!same || state.stage !== 'ready' || state.alreadyAtMs !== null) continue;
      const { fileId, remarks } = state;
      ready.push({ fileId, remarks, signedAtMs: times.signedAtMs ?? 0, readyAtMs: times.endedAtMs ?? 0 });
    }
    return ready
      .reverse()
      .sort((a, b) => b.readyAtMs - a.readyAtMs)
      .slice(0, limit);
  }
}

function serverOf(destination: string | null): string | undefined {
  return destination?.slice(destination.indexOf('@'));
}
