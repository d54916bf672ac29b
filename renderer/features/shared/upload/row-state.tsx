import { memo } from 'react';
import type { UploadRow } from '../../../../preload/contract/contract.ts';
import { shortId } from '../../../i18n/file-name.ts';
import { useTexts } from '../../../i18n/use-texts.ts';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { type Pace, useNow } from '../../../ui/use-now.ts';
import { StageGlyph } from './stage-glyph.tsx';
import { describe, type Tone } from './upload-text.ts';

const colours: Readonly<Record<Tone, string>> = {
  quiet: 'text-soft',
  busy: 'text-ink',
  good: 'text-ink',
  bad: 'text-ink',
  waiting: 'text-ink',
};

/** @returns how often the text of an unchanged row changes */
function paceOf({ state, retry }: UploadRow): Pace | null {
  if (state.stage === 'processing' && state.stuckSinceMs !== null) return 'days';
  if (retry) return 'seconds';
  return state.stage === 'ready' && state.alreadyAtMs !== null ? 'days' : null;
}

/** The state of a row as text, with a bar while it uploads. */
export const RowState = memo(function RowState({ row }: { readonly row: UploadRow }) {
  const texts = useTexts();
  const nowMs = useNow(paceOf(row));
  const { tone, text, detail, progress } = describe(row, nowMs, texts);
  return (
    <div className="text-sm">
      <div className="flex items-start gap-2">
        <span className="flex h-5 items-center">
          <StageGlyph row={row} progress={progress} />
        </span>
        <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
          <span className={`tabular-nums [overflow-wrap:anywhere] ${colours[tone]}`}>{text}</span>
          {row.state.stage === 'ready' && (
            <span title={row.state.fileId} className="font-mono text-xs text-soft">
              {shortId(row.state.fileId)}
            </span>
          )}
          {detail && (
            <span
              className={
                row.state.stage === 'ready' ? 'basis-full text-soft' : 'ml-auto text-soft tabular-nums'
              }
            >
              {detail}
            </span>
          )}
        </span>
      </div>
      {progress !== null && (
        <ProgressBar label={text} value={progress} className="-mb-1 mt-0.5 ml-5.5 h-0.5" />
      )}
    </div>
  );
});
