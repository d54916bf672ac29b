import type { ContentKey, PartsKey, ReadyContent } from '../../main/core/model/content.ts';
import type { Upload } from '../../main/core/model/upload.ts';
import type { UploadStore } from '../../main/core/queue/upload-store.ts';

/** The common part of the stores without a database. */
export abstract class UploadsInMemory {
  paused = false;
  readonly #times = new Map<string, readonly number[]>();

  /** All uploads that were ever saved, in that order. */
  protected abstract saved(): Upload[];

  probe(): void {}

  processingTimes(destination: string): number[] {
    return [...(this.#times.get(destination) ?? [])];
  }

  saveProcessingTimes(destination: string, timesMs: readonly number[]): void {
    this.#times.set(destination, timesMs);
  }

  hasFileId({ fileId, destination, otherThan }: Parameters<UploadStore['hasFileId']>[0]): boolean {
    return this.saved().some(({ id, state, destination: own }) => {
      const has = 'fileId' in state && state.fileId === fileId;
      return has && serverOf(own) === serverOf(destination) && id !== otherThan;
    });
  }

  readyParts({ originalSha256, way, destination, retention }: PartsKey): Upload[] {
    const isMeant = (upload: Upload) =>
      upload.derivation?.original.sha256 === originalSha256 &&
      upload.way === way &&
      upload.destination === destination &&
      upload.retention === retention;
    const groupId = this.saved().findLast(
      ({ state, ...upload }) => isMeant({ state, ...upload }) && state.stage === 'ready',
    )?.derivation?.groupId;
    const latest = new Map(this.saved().map((upload) => [upload.id, upload]));
    const parts = [...latest.values()].filter(
      ({ derivation }) => derivation?.groupId === groupId && groupId !== undefined,
    );
    const isThere = parts.every(({ state }) => state.stage === 'ready' || state.stage === 'skipped');
    const isWhole = parts.length === parts[0]?.derivation?.of;
    return isThere && isWhole
      ? parts.toSorted((a, b) => (a.derivation?.part ?? 0) - (b.derivation?.part ?? 0))
      : [];
  }

  readyContent({ sha256, destination, retention }: ContentKey, limit: number): ReadyContent[] {
    const ready: ReadyContent[] = [];
    for (const upload of this.saved().reverse()) {
      if (upload.sha256 !== sha256 || upload.destination !== destination || upload.retention !== retention)
        continue;
      const { state, times } = upload;
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
