import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import type { HistoryDay } from '../../../preload/contract/contract.ts';
import { type Texts, useTexts } from '../../i18n/use-texts.ts';
import { BarChart } from '../../ui/bar-chart.tsx';
import { useHistoryDays } from './use-history-days.ts';

/** A lower window has room for the list alone. */
const ROOM_PX = 600;

/** The last 30 days in one line, with a chart that opens. */
export function HistoryChart() {
  const texts = useTexts();
  const days = useHistoryDays();
  const [isOpen, setIsOpen] = useState(() => window.innerHeight >= ROOM_PX);
  const id = useId();
  if (days === null || days.every((day) => filesOf(day) === 0)) return null;
  const { t } = texts;
  return (
    <section aria-label={t('history.days.title')} className="relative">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
        className="-ml-2 flex min-h-7 items-center gap-1.5 rounded-md px-2 text-left text-sm text-soft hover:bg-sunken hover:text-ink"
      >
        <ChevronDown
          aria-hidden="true"
          size={14}
          strokeWidth={1.75}
          className={`shrink-0 transition-transform ${isOpen ? '' : '-rotate-90'}`}
        />
        {sumText(days, texts)}
      </button>
      <div id={id} hidden={!isOpen}>
        <div aria-hidden="true" className="grid grid-cols-2 gap-6 pt-1 pb-2">
          <Figure
            days={days}
            name={t('history.days.files')}
            of={({ ready, failed }) => [ready, failed]}
            shown={texts.format.count}
          />
          <Figure
            days={days}
            name={t('history.days.size')}
            of={({ bytes }) => [bytes, 0]}
            shown={texts.format.size}
          />
        </div>
        <DaysList days={days} />
      </div>
    </section>
  );
}

interface FigureProps {
  readonly days: readonly HistoryDay[];
  readonly name: string;
  /** What succeeded, and what failed. */
  readonly of: (day: HistoryDay) => readonly [good: number, bad: number];
  readonly shown: (value: number) => string;
}

function Figure({ days, name, of, shown }: FigureProps) {
  const texts = useTexts();
  const { t, format } = texts;
  const most = Math.max(...days.map(of).map(([good, bad]) => good + bad));
  const nowMs = days.at(-1)?.startMs ?? 0;
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 flex justify-between gap-2 text-xs">
        <span className="font-medium">{name}</span>
        <span className="text-soft">{t('history.days.most', { value: shown(most) })}</span>
      </figcaption>
      <BarChart
        className="h-12"
        bars={days.map((day) => {
          const [good, bad] = of(day);
          return { key: day.startMs, good, bad, title: dayText(day, nowMs, texts) };
        })}
      />
      <p className="mt-0.5 flex justify-between text-xs text-soft">
        <span>{format.day(days[0]?.startMs ?? 0, nowMs).text}</span>
        <span>{format.day(nowMs, nowMs).text}</span>
      </p>
    </figure>
  );
}

/** The chart's numbers for screen readers; days without any are left out. */
function DaysList({ days }: { readonly days: readonly HistoryDay[] }) {
  const texts = useTexts();
  const nowMs = days.at(-1)?.startMs ?? 0;
  return (
    <ul className="sr-only" aria-label={texts.t('history.days.title')}>
      {days
        .filter((day) => filesOf(day) > 0)
        .map((day) => (
          <li key={day.startMs}>{dayText(day, nowMs, texts)}</li>
        ))}
    </ul>
  );
}

const filesOf = ({ ready, failed }: HistoryDay) => ready + failed;

function sumText(days: readonly HistoryDay[], { t, format }: Texts): string {
  const sum = (of: (day: HistoryDay) => number) => days.reduce((all, day) => all + of(day), 0);
  const failed = sum((day) => day.failed);
  const ready = t('history.days.sumReady', {
    count: sum((day) => day.ready),
    size: format.size(sum((day) => day.bytes)),
  });
  return failed === 0 ? ready : `${ready} ${t('history.days.sumFailed', { count: failed })}`;
}

function dayText(day: HistoryDay, nowMs: number, { t, format }: Texts): string {
  const { ready, failed, bytes, startMs } = day;
  const { text } = format.day(startMs, nowMs);
  return t('history.days.of', { day: text, ready, failed, size: format.size(bytes) });
}
