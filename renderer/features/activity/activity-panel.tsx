import type { ReactNode } from 'react';
import type { Activity } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { PartsBar } from '../../ui/parts-bar.tsx';
import { Sparkline } from '../../ui/sparkline.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useHoist } from '../shared/state/hoist.ts';
import { callTexts, processingText, speedTexts, waitTexts } from './activity-texts.ts';
import { useActivity } from './use-activity.ts';

/** What the queue waits for, the calls of this minute, the speed, and how long the server takes. */
export function ActivityPanel() {
  const texts = useTexts();
  const activity = useActivity();
  const status = useHoist(({ queue }) => queue.queueStatus);
  const paused = useHoist(({ queue }) => queue.paused);
  const nowMs = useNow('seconds');
  const { t } = texts;
  return (
    <>
      <h2 className="font-semibold">{t('activity.title')}</h2>
      {activity && (
        <dl className="mt-1 space-y-4">
          <div>
            <dt className="sr-only">{t('activity.now')}</dt>
            <dd className="[overflow-wrap:anywhere] text-soft">
              {waitTexts(activity.uploads, status, paused, nowMs, texts).map((text) => (
                <p key={text}>{text}</p>
              ))}
            </dd>
          </div>
          <Calls activity={activity} />
          <Speed speed={activity.speed} />
          <Fact name={t('activity.server')}>
            <p className="text-sm text-soft">{processingText(activity.processing, texts)}</p>
          </Fact>
        </dl>
      )}
    </>
  );
}

function Calls({ activity }: { readonly activity: Activity }) {
  const texts = useTexts();
  const { t, format } = texts;
  const { ours, others, limit } = activity.calls;
  const used = ours + (others ?? 0);
  const share = (calls: number) => calls / Math.max(limit, used);
  const value = t('activity.callsOf', { used: format.count(used), limit: format.count(limit) });
  return (
    <Fact name={t('activity.calls')} value={value}>
      <PartsBar
        parts={[
          { name: 'ours', share: share(ours), isOurs: true },
          { name: 'others', share: share(others ?? 0), isOurs: false },
        ]}
      />
      {callTexts(activity, texts).map((text) => (
        <p key={text} className="mt-1 text-sm text-soft">
          {text}
        </p>
      ))}
    </Fact>
  );
}

function Speed({ speed }: { readonly speed: Activity['speed'] }) {
  const texts = useTexts();
  const { now, rest } = speedTexts(speed, texts);
  return (
    <Fact name={texts.t('activity.speed')} value={now}>
      {rest && (
        <>
          <Sparkline values={speed.bytesPerSecond} className="h-10" />
          <p className="mt-1 text-sm text-soft">{rest}</p>
        </>
      )}
    </Fact>
  );
}

interface FactProps {
  readonly name: string;
  readonly value?: string;
  readonly children: ReactNode;
}

function Fact({ name, value, children }: FactProps) {
  return (
    <div>
      <dt className="mb-1 flex justify-between gap-2 font-medium">
        {name}
        {/* For the eye only: it stands at the end of the name's line. */}
        {value && (
          <span aria-hidden="true" className="font-normal text-soft tabular-nums">
            {value}
          </span>
        )}
      </dt>
      <dd>
        {value && <span className="sr-only">{value}</span>}
        {children}
      </dd>
    </div>
  );
}
