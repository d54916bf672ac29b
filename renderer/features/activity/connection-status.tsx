import { useTexts } from '../../i18n/use-texts.ts';
import { Popover } from '../../ui/popover.tsx';
import { ActivityPanel } from './activity-panel.tsx';

interface ConnectionStatusProps {
  readonly text: string;
  /** The classes of the dot's colour. */
  readonly dot: string;
  /** Whether there is a connection, so that there is something to show behind it. */
  readonly isConnected: boolean;
}

/** The connection's status. A click shows what the queue is doing. */
export function ConnectionStatus({ text, dot, isConnected }: ConnectionStatusProps) {
  const { t } = useTexts();
  const shown = (
    <>
      <span aria-hidden="true" className={`size-2 shrink-0 rounded-full ${dot}`} />
      {text}
    </>
  );
  if (!isConnected) return <p className="flex items-center gap-2 text-sm text-soft">{shown}</p>;
  return (
    <Popover
      label={t('activity.title')}
      trigger={
        <button
          type="button"
          title={t('activity.open')}
          className="flex h-7 items-center gap-2 rounded-md border border-transparent px-2 text-sm text-soft transition-colors hover:bg-sunken hover:text-ink data-[state=open]:bg-sunken"
        >
          {shown}
        </button>
      }
    >
      <ActivityPanel />
    </Popover>
  );
}
