import type { TFunction } from 'i18next';
import { Check, CircleAlert, Upload } from 'lucide-react';
import { useStore } from 'zustand';
import { useTexts } from '../../i18n/use-texts.ts';
import { addedText } from '../shared/added-text.ts';
import type { Drops, Hovering } from '../shared/state/drops.ts';
import type { DropOutcome, Outcome } from './drop-outcome.ts';

/** The small window: it takes drops and shows the last result. */
export function DropWindow({ drops, outcome }: { readonly drops: Drops; readonly outcome: DropOutcome }) {
  const { t } = useTexts();
  const hovering = useStore(drops, (state) => state.hovering);
  const last = useStore(outcome);
  const look = lookOf(hovering, last);
  const Icon = icons[look];
  return (
    <main className="h-full p-2">
      <div
        data-look={look}
        className="flex h-full flex-col items-center justify-center gap-1.5 rounded-xl border-2 border-dashed border-line-strong p-2 text-center text-soft data-[look=hovering]:border-accent data-[look=hovering]:bg-accent-soft/60 data-[look=hovering]:text-ink"
      >
        <Icon aria-hidden="true" size={28} strokeWidth={1.5} className={tones[look]} />
        <p aria-live="polite" className="text-sm font-medium text-balance">
          {sentence(t, hovering, last)}
        </p>
      </div>
    </main>
  );
}

type Look = 'idle' | 'hovering' | 'added' | 'problem';

const icons = { idle: Upload, hovering: Upload, added: Check, problem: CircleAlert } as const;
const tones: Readonly<Record<Look, string>> = {
  idle: 'text-soft',
  hovering: 'text-accent-ink',
  added: 'text-good',
  problem: 'text-bad',
};

function lookOf(hovering: Hovering | null, last: Outcome): Look {
  if (hovering !== null) return 'hovering';
  if (last.kind === 'none') return 'idle';
  return last.kind === 'added' && last.queued > 0 ? 'added' : 'problem';
}

function sentence(t: TFunction, hovering: Hovering | null, last: Outcome): string {
  if (hovering !== null)
    return t(hovering.onlyFiles ? 'drop.files' : 'drop.items', { count: hovering.count });
  if (last.kind === 'none') return t('dropWindow.idle');
  if (last.kind === 'failed') return t('dropWindow.failed');
  return addedText(last, t) || t('add.nothing');
}
