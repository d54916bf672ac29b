import { CircleAlert, Hourglass, type LucideIcon, WifiOff } from 'lucide-react';
import type { Hold } from '../../../preload/contract.ts';
import { useWords } from '../../locales/use-words.ts';
import { useHoist, useQueue } from '../../store/hoist.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/use-now.ts';
import { holdNotice } from './hold-notice.ts';

const icons: Readonly<Record<Exclude<Hold['kind'], 'none'>, LucideIcon>> = {
  'not-connected': CircleAlert,
  configuration: CircleAlert,
  offline: WifiOff,
  'rate-limited': Hourglass,
};

/** What the person has to mend before anything moves. It stands above all else and stays until it is done. */
export function ActionBanner() {
  const words = useWords();
  const { view } = useHoist();
  const hold = useQueue((queue) => queue.hold);
  const notice = holdNotice(hold, 0, words);
  if (hold.kind === 'none' || notice?.tone !== 'action') return null;
  const Icon = icons[hold.kind];
  const colours = hold.kind === 'configuration' ? 'bg-bad-soft text-bad' : 'bg-wait-soft text-wait';
  return (
    <div className="shrink-0 px-4 pt-3">
      <div className={`flex items-center gap-3 rounded-lg py-2 pr-2 pl-3 forced-colors:border ${colours}`}>
        <Icon aria-hidden="true" size={18} strokeWidth={1.75} className="shrink-0" />
        <p className="min-w-0 flex-1 text-ink [overflow-wrap:anywhere]">
          {notice.title && <strong className="font-semibold">{notice.title}: </strong>}
          {notice.text}
        </p>
        <Button size="small" onClick={() => view.show('settings')}>
          {notice.action}
        </Button>
      </div>
    </div>
  );
}

/**
 * A wait that ends by itself. It comes and goes many times in a large batch, so it stands below the list, where its
 * coming moves no row from under the pointer.
 */
export function WaitBanner() {
  const words = useWords();
  const hold = useQueue((queue) => queue.hold);
  const nowMs = useNow(hold.kind === 'offline' || hold.kind === 'rate-limited');
  const notice = holdNotice(hold, nowMs, words);
  if (hold.kind === 'none' || notice?.tone !== 'waiting') return null;
  const Icon = icons[hold.kind];
  return (
    <div className="flex shrink-0 items-center gap-3 border-t border-line bg-wait-soft px-6 py-2">
      <Icon aria-hidden="true" size={18} strokeWidth={1.75} className="shrink-0 text-wait" />
      <p className="min-w-0 flex-1 tabular-nums [overflow-wrap:anywhere]">{notice.text}</p>
    </div>
  );
}
