import type { ConnectionField } from '../../../preload/contract.ts';
import type { QueueHold } from '../../core/hold.ts';
import type { Upload } from '../../core/upload.ts';
import type { BatchCount, NamedUpload } from './batch.ts';

/** How many of the last uploads are told. */
const MAX_RECENT = 10;

export interface RecentUpload extends NamedUpload {
  readonly fileId: string;
  /** Absolute. */
  readonly path: string;
}

/** Why nothing moves although something could, beside the person's pause. A wait for the request limit is none. */
export type Standstill =
  | { readonly kind: 'not-connected' }
  | { readonly kind: 'configuration'; readonly field: ConnectionField }
  | { readonly kind: 'disk' }
  | { readonly kind: 'offline' };

/** What tray, task bar and notifications tell of the queue. */
export interface Overview {
  /** Of what is under way, or of what was uploaded last. */
  readonly batch: BatchCount;
  /** Nothing of the batch has moved for a while, and nothing will by itself. */
  readonly isOver: boolean;
  /** Failed uploads in the whole list. */
  readonly needYou: number;
  /** The first of them. */
  readonly firstInNeed: string | null;
  readonly standstill: Standstill | null;
  readonly paused: boolean;
  /** The last ready ones, the latest first. Each file id is there once. */
  readonly recent: readonly RecentUpload[];
}

export function overviewOf(state: {
  readonly uploads: Iterable<Upload>;
  readonly batch: BatchCount;
  readonly isOver: boolean;
  readonly hold: QueueHold;
  readonly isConnected: boolean;
  readonly paused: boolean;
}): Overview {
  const { batch, isOver, paused } = state;
  const failed: Upload[] = [];
  const latest = new LatestReady();
  for (const upload of state.uploads) {
    if (upload.state.stage === 'failed') failed.push(upload);
    else latest.add(upload);
  }
  return {
    ...{ batch, isOver, paused, recent: latest.list },
    ...{ needYou: failed.length, firstInNeed: failed[0]?.id ?? null },
    standstill: standstillOf(state),
  };
}

function standstillOf(state: {
  readonly hold: QueueHold;
  readonly isConnected: boolean;
  readonly paused: boolean;
}): Standstill | null {
  const { hold, isConnected, paused } = state;
  if (!isConnected) return { kind: 'not-connected' };
  switch (hold.kind) {
    case 'configuration':
      return { kind: 'configuration', field: hold.problem.field };
    case 'disk':
      return { kind: 'disk' };
    case 'offline':
      // While it is paused nothing is asked, so nobody knows.
      return paused ? null : { kind: 'offline' };
    case 'open':
    case 'rate-limited':
      return null;
  }
}

/** Keeps the latest of many, in one pass. */
class LatestReady {
  readonly #latest: { readonly endedAtMs: number; readonly upload: RecentUpload }[] = [];

  add({ id, name, path, state, times }: Upload): void {
    if (state.stage !== 'ready') return;
    const endedAtMs = times.endedAtMs ?? 0;
    const { fileId } = state;
    const latest = this.#latest;
    const same = latest.findIndex(({ upload }) => upload.fileId === fileId);
    if (same >= 0) {
      if ((latest[same]?.endedAtMs ?? 0) > endedAtMs) return;
      latest.splice(same, 1);
    }
    // Of two that ended together, the one that was added last goes first.
    const at = latest.findIndex((other) => other.endedAtMs <= endedAtMs);
    latest.splice(at < 0 ? latest.length : at, 0, { endedAtMs, upload: { id, name, path, fileId } });
    latest.length = Math.min(latest.length, MAX_RECENT);
  }

  get list(): readonly RecentUpload[] {
    return this.#latest.map(({ upload }) => upload);
  }
}
