import { stepName } from '../../../i18n/sentence.ts';
import { type Texts, useTexts } from '../../../i18n/use-texts.ts';
import { durationText } from './duration-text.ts';
import type { Phase, PhaseName } from './phases.ts';

/** Waits are grey, so that what was done stands out. */
const COLOURS: Readonly<Record<PhaseName, string>> = {
  turn: 'bg-line-strong forced-colors:bg-[GrayText]',
  unsent: 'bg-line-strong forced-colors:bg-[GrayText]',
  reading: 'bg-accent/60 forced-colors:bg-[Highlight]',
  converting: 'bg-accent/60 forced-colors:bg-[Highlight]',
  sending: 'bg-accent forced-colors:bg-[Highlight]',
  server: 'bg-accent/60 forced-colors:bg-[Highlight]',
};

/** The speed of what took less says nothing. */
const TELLING_MS = 500;

interface TimelineProps {
  readonly phases: readonly Phase[];
  readonly sizeBytes: number | null;
  readonly nowMs: number;
}

/** The way of a file: each phase with its name, its duration, and its place in all of it. */
export function Timeline({ phases, sizeBytes, nowMs }: TimelineProps) {
  const texts = useTexts();
  const startMs = phases[0]?.startMs ?? nowMs;
  const totalMs = Math.max(1, (phases.at(-1)?.endMs ?? nowMs) - startMs);
  const share = (ms: number) => `${(Math.min(totalMs, Math.max(0, ms)) / totalMs) * 100}%`;
  return (
    <ol aria-label={texts.t('details.timeline')} className="space-y-3">
      {phases.map((phase) => {
        const tookMs = (phase.endMs ?? nowMs) - phase.startMs;
        return (
          <li key={`${phase.name} ${phase.startMs}`}>
            <div className="flex items-baseline justify-between gap-3 text-sm">
              <span>{phaseText(phase, texts)}</span>
              <span className="shrink-0 text-soft tabular-nums">
                {phase.isInterrupted
                  ? texts.t('details.interrupted')
                  : tookText(phase, tookMs, sizeBytes, texts)}
              </span>
            </div>
            <div
              aria-hidden="true"
              className="mt-1 h-1.5 overflow-hidden rounded-full bg-sunken forced-colors:h-2 forced-colors:border"
            >
              <div
                style={{ marginLeft: share(phase.startMs - startMs), width: share(tookMs) }}
                className={`h-full min-w-0.5 rounded-full forced-color-adjust-none ${COLOURS[phase.name]}`}
              />
            </div>
            {phase.steps.length > 0 && <Steps phase={phase} nowMs={nowMs} />}
          </li>
        );
      })}
    </ol>
  );
}

function Steps({ phase: { steps, endMs }, nowMs }: { readonly phase: Phase; readonly nowMs: number }) {
  const texts = useTexts();
  return (
    <ul className="mt-1 space-y-0.5 pl-3 text-sm text-soft">
      {steps.map(({ name, atMs }, index) => (
        <li key={`${name} ${atMs}`} className="flex justify-between gap-3">
          <span className="[overflow-wrap:anywhere]">{stepName(name, texts)}</span>
          <span className="shrink-0 tabular-nums">
            {durationText((steps[index + 1]?.atMs ?? endMs ?? nowMs) - atMs, texts)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function phaseText({ name, endMs, isInterrupted }: Phase, { t }: Texts): string {
  return t(endMs === null && !isInterrupted ? `details.now.${name}` : `details.done.${name}`);
}

function tookText({ name, endMs }: Phase, tookMs: number, sizeBytes: number | null, texts: Texts): string {
  const took = durationText(tookMs, texts);
  if (name !== 'sending' || endMs === null || sizeBytes === null || tookMs < TELLING_MS) return took;
  const size = texts.format.size((sizeBytes / tookMs) * 1000);
  return texts.t('details.at', { took, speed: texts.t('row.speed', { size }) });
}
