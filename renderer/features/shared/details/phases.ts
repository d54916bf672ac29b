import type { UploadDetails } from '../../../../preload/contract/contract.ts';

/** What an upload is at, or waits for. */
export type PhaseName = 'turn' | 'reading' | 'converting' | 'unsent' | 'sending' | 'server';

export interface Phase {
  readonly name: PhaseName;
  readonly startMs: number;
  /** null while it goes on, and where nobody knows when it ended. */
  readonly endMs: number | null;
  /** Hoist was closed in it, so nobody knows how long it took. */
  readonly isInterrupted: boolean;
  /** The server's own steps, by their names. */
  readonly steps: readonly { readonly name: string; readonly atMs: number }[];
}

/** The way of an upload, from when it was added, without gaps. */
export function phasesOf({
  row,
  marks,
  endedAtMs,
}: Pick<UploadDetails, 'row' | 'marks' | 'endedAtMs'>): readonly Phase[] {
  const phases: Phase[] = [];
  let current: Omit<Phase, 'endMs'> | null = begun('turn', row.addedAtMs);
  /** When the server gave a URL, until the first bytes go out. */
  let signedAtMs: number | null = null;

  const end = (atMs: number | null) => {
    if (current !== null && (atMs === null || atMs > current.startMs))
      phases.push({ ...current, endMs: atMs });
    current = null;
  };
  const next = (name: PhaseName, atMs: number) => {
    end(atMs);
    current = begun(name, atMs);
  };

  for (const mark of marks) {
    const { atMs } = mark;
    switch (mark.kind) {
      case 'resumed':
        if (current !== null) phases.push({ ...current, endMs: null, isInterrupted: true });
        current = begun('turn', atMs);
        break;
      case 'started':
        if (current?.name === 'turn') next(row.madeFrom === null ? 'reading' : 'unsent', atMs);
        break;
      case 'converting':
        next('converting', atMs);
        break;
      case 'converted':
      case 'identified':
        next('unsent', atMs);
        break;
      case 'restarted':
        signedAtMs = null;
        next('unsent', atMs);
        break;
      case 'signed':
        signedAtMs = atMs;
        break;
      case 'sending':
        next('sending', atMs);
        break;
      case 'sent':
        // Of a small file nobody saw the first bytes.
        if (current?.name !== 'sending' && signedAtMs !== null) next('sending', signedAtMs);
        next('server', atMs);
        break;
      case 'step':
        if (current?.name === 'server')
          current = { ...current, steps: [...current.steps, { name: mark.step, atMs }] };
        break;
      case 'ended':
        end(atMs);
        break;
      case 'retry':
        break;
    }
  }
  end(endedAtMs);
  return phases;
}

function begun(name: PhaseName, startMs: number): Omit<Phase, 'endMs'> {
  return { name, startMs, isInterrupted: false, steps: [] };
}

/** Less of it does not stand out. */
const MOST = 0.4;

/** @returns the phase that took the longest, where one took most of the time; null where none stands out */
export function longest(phases: readonly Phase[], nowMs: number): { phase: Phase; tookMs: number } | null {
  const took = (phase: Phase) => (phase.isInterrupted ? 0 : (phase.endMs ?? nowMs) - phase.startMs);
  const total = phases.reduce((sum, phase) => sum + took(phase), 0);
  const [first] = phases.toSorted((a, b) => took(b) - took(a));
  if (first === undefined || took(first) < total * MOST || took(first) < 1000) return null;
  return { phase: first, tookMs: took(first) };
}
