import {
  CircleAlert,
  CirclePause,
  CloudAlert,
  HardDrive,
  Hourglass,
  type LucideIcon,
  WifiOff,
} from 'lucide-react';
import type { ShownStatus } from '../../../../preload/contract/contract.ts';
import { useTexts } from '../../../i18n/use-texts.ts';
import { Button } from '../../../ui/button.tsx';
import { handsBackFocus } from '../../../ui/hand-back-focus.ts';
import { useNow } from '../../../ui/use-now.ts';
import { useHoist, useStores } from '../state/hoist.ts';
import { type BlockedNotice, continuesLater, pauseNotice, statusNotice } from './blocked-notice.ts';
import { useStatusActions } from './use-status-actions.ts';

const icons: Readonly<Record<Exclude<ShownStatus['kind'], 'open'>, LucideIcon>> = {
  'not-connected': CircleAlert,
  configuration: CircleAlert,
  offline: WifiOff,
  'server-trouble': CloudAlert,
  'storage-trouble': CloudAlert,
  'rate-limited': Hourglass,
  disk: HardDrive,
  'drive-silent': HardDrive,
};

/** A problem that only the person can solve. It stands at the top until it is solved. */
export function ActionBanner() {
  const texts = useTexts();
  const { view } = useStores();
  const queueStatus = useHoist(({ queue }) => queue.queueStatus);
  const notice = statusNotice(queueStatus, false, 0, texts);
  if (queueStatus.kind === 'open' || notice?.tone !== 'action') return null;
  const Icon = icons[queueStatus.kind];
  const colours = queueStatus.kind === 'configuration' ? 'bg-bad-soft text-bad' : 'bg-wait-soft text-wait';
  return (
    <div className="shrink-0 px-4 pt-3">
      <div className={`flex items-center gap-3 rounded-lg py-2 pr-2 pl-3 forced-colors:border ${colours}`}>
        <Icon aria-hidden="true" size={18} strokeWidth={1.75} className="shrink-0" />
        <p className="min-w-0 flex-1 text-ink [overflow-wrap:anywhere]">
          {notice.title && <strong className="font-semibold">{notice.title}: </strong>}
          {notice.text}
        </p>
        <Button size="small" onClick={() => view.show('settings')}>
          {notice.action?.label}
        </Button>
      </div>
    </div>
  );
}

/**
 * A wait that ends by itself, or the person's pause. Waits come and go often in a large batch, so they stand below the
 * list, where they move no row from under the pointer.
 */
export function WaitBanner() {
  const texts = useTexts();
  const queueStatus = useHoist(({ queue }) => queue.queueStatus);
  const paused = useHoist(({ queue }) => queue.paused);
  const nowMs = useNow(continuesLater(queueStatus) ? 'seconds' : null);
  const notice = statusNotice(queueStatus, paused, nowMs, texts);
  return (
    <>
      {queueStatus.kind !== 'open' && notice?.tone === 'waiting' && (
        <WaitBar notice={notice} icon={icons[queueStatus.kind]} />
      )}
      {paused && <WaitBar notice={pauseNotice(texts)} icon={CirclePause} />}
    </>
  );
}

function WaitBar({ notice, icon: Icon }: { readonly notice: BlockedNotice; readonly icon: LucideIcon }) {
  const { bar, icon } = notice.tone === 'quiet' ? waitColours.quiet : waitColours.waiting;
  return (
    <div className={`flex min-h-10 shrink-0 items-center gap-3 border-t border-line py-1 pr-4 pl-6 ${bar}`}>
      <Icon aria-hidden="true" size={18} strokeWidth={1.75} className={`shrink-0 ${icon}`} />
      <p className="min-w-0 flex-1 tabular-nums [overflow-wrap:anywhere]">{notice.text}</p>
      <WaitAction action={notice.action} />
    </div>
  );
}

const waitColours = {
  quiet: { bar: 'bg-sunken', icon: 'text-soft' },
  waiting: { bar: 'bg-wait-soft', icon: 'text-wait' },
} as const;

/** The summary line has the resume button. Only an empty list, which has no summary, shows it here. */
function WaitAction({ action }: { readonly action: BlockedNotice['action'] }) {
  const { resume, tryNow } = useStatusActions();
  const isEmpty = useHoist(({ queue: { order } }) => order.length === 0);
  if (!action || (action.type === 'resume' && !isEmpty)) return null;
  return (
    <Button
      ref={handsBackFocus}
      size="small"
      onClick={() => void (action.type === 'resume' ? resume() : tryNow(null))}
    >
      {action.label}
    </Button>
  );
}
