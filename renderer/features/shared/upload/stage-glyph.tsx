import { useState } from 'react';
import type { UploadRow } from '../../../../preload/contract/contract.ts';

const RADIUS = 5;
const ROUND = 2 * Math.PI * RADIUS;

type Glyph = 'queued' | 'uploading' | 'processing' | 'waiting' | 'undecided' | 'ready' | 'failed' | 'none';

function glyphOf({ state, retry, ways }: UploadRow): Glyph {
  if (ways.length > 0) return 'undecided';
  if (state.stage === 'queued' && state.waitsFor !== null) return 'queued';
  if (retry || (state.stage === 'processing' && state.stuckSinceMs !== null)) return 'waiting';
  if (state.stage === 'cancelled' || state.stage === 'skipped') return 'none';
  if (state.stage === 'converting') return 'processing';
  return state.stage;
}

const colours: Readonly<Record<Glyph, string>> = {
  queued: 'text-soft',
  uploading: 'text-accent-ink',
  processing: 'text-accent-ink',
  waiting: 'text-wait',
  undecided: 'text-wait',
  ready: 'text-good',
  failed: 'text-bad',
  none: 'text-soft',
};

/**
 * A small circle that fills during the upload and ends as a tick, so that a column of rows reads at a glance. The tick is
 * drawn with a short motion if the row becomes ready while it is shown, but not where a row is only scrolled into view.
 */
export function StageGlyph({ row, progress }: { readonly row: UploadRow; readonly progress: number | null }) {
  const glyph = glyphOf(row);
  const [first] = useState(glyph);
  const becameReady = glyph === 'ready' && first !== 'ready';
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 14 14"
      className={`size-3.5 shrink-0 ${colours[glyph]} ${glyph === 'processing' ? 'animate-spin' : ''} ${becameReady ? 'became-ready' : ''}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <Shape glyph={glyph} progress={progress ?? 0} />
    </svg>
  );
}

function Shape({ glyph, progress }: { readonly glyph: Glyph; readonly progress: number }) {
  switch (glyph) {
    case 'queued':
      return <circle cx="7" cy="7" r={RADIUS} strokeDasharray="0.5 2.64" />;
    case 'uploading':
      return (
        <>
          <circle cx="7" cy="7" r={RADIUS} opacity="0.3" />
          <circle
            cx="7"
            cy="7"
            r={RADIUS}
            strokeDasharray={`${ROUND * progress} ${ROUND}`}
            transform="rotate(-90 7 7)"
          />
        </>
      );
    case 'processing':
      return (
        <>
          <circle cx="7" cy="7" r={RADIUS} opacity="0.3" />
          <circle cx="7" cy="7" r={RADIUS} strokeDasharray={`${ROUND * 0.3} ${ROUND}`} />
        </>
      );
    case 'waiting':
      return (
        <>
          <circle cx="7" cy="7" r={RADIUS} />
          <path d="M7 4.5V7l1.5 1" />
        </>
      );
    case 'undecided':
      return (
        <>
          <circle cx="7" cy="7" r={RADIUS} />
          <path d="M5.6 5.6a1.4 1.4 0 1 1 2 1.3c-.4.2-.6.5-.6 1M7 9.6v.1" />
        </>
      );
    case 'ready':
      return (
        <>
          <circle cx="7" cy="7" r="6" fill="currentColor" stroke="none" />
          <path d="M4.5 7.2 6.3 9l3.4-3.8" className="stroke-canvas" />
        </>
      );
    case 'failed':
      return (
        <>
          <circle cx="7" cy="7" r="6" fill="currentColor" stroke="none" />
          <path d="M7 4v3.4M7 9.8v.1" className="stroke-canvas" />
        </>
      );
    case 'none':
      return <path d="M4 7h6" />;
  }
}
