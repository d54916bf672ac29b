import type { Timeline } from './timeline.ts';

/** One request and its answer, on a connection that an abort or the end of the process breaks off. */
export interface Wire {
  takes(ms: number): Promise<void>;
  /** The fate at the server of bytes that were in flight when the connection broke. */
  onCut: (() => unknown) | null;
}

interface Exchange {
  readonly timeline: Timeline;
  readonly signal: AbortSignal;
  /** To break it off without a word. */
  readonly cuts: Set<() => void>;
  /** Called once, however it ends. */
  readonly ended: () => void;
}

/** Settles as `work` does, or rejects on an abort; broken off without a word it never settles. */
export function exchange<T>({ timeline, signal, cuts, ended }: Exchange, work: (wire: Wire) => Promise<T>) {
  return new Promise<T>((resolve, reject) => {
    let over = false;
    let stopTimer = () => {};
    const end = () => {
      over = true;
      stopTimer();
      cuts.delete(cut);
      signal.removeEventListener('abort', onAbort);
      ended();
    };
    const cut = () => {
      if (over) return;
      wire.onCut?.();
      end();
    };
    const onAbort = () => {
      cut();
      reject(new DOMException('aborted', 'AbortError'));
    };
    const wire: Wire = {
      onCut: null,
      takes: (ms) =>
        new Promise((go) => {
          if (!over) stopTimer = timeline.after(ms, go);
        }),
    };
    cuts.add(cut);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) {
      onAbort();
      return;
    }
    const settled = (settle: () => void) => {
      if (over) return;
      end();
      settle();
    };
    work(wire).then(
      (value) => settled(() => resolve(value)),
      (error: unknown) => settled(() => reject(error)),
    );
  });
}
