import { BookOpenText, FileSymlink, FolderSearch, type LucideIcon, RotateCw, Upload } from 'lucide-react';
import { useEffect } from 'react';
import type { UploadDetails, UploadRow } from '../../../../preload/contract/contract.ts';
import { visibleName } from '../../../i18n/file-name.ts';
import { sentence } from '../../../i18n/sentence.ts';
import { useTexts } from '../../../i18n/use-texts.ts';
import { Button } from '../../../ui/button.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { SidePane } from '../../../ui/side-pane.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { useCopyActions } from '../copy/use-copy-actions.ts';
import { TextPane } from '../reading/text-pane.tsx';
import { useHoist, useStores } from '../state/hoist.ts';
import { pauseNotice, statusNotice } from '../status/blocked-notice.ts';
import { RowState } from '../upload/row-state.tsx';
import { shownName } from '../upload/upload-text.ts';
import { durationText } from './duration-text.ts';
import { Facts } from './facts.tsx';
import { longest, phasesOf } from './phases.ts';
import { Timeline } from './timeline.tsx';
import { useDetailsActions } from './use-details-actions.ts';

/** All that is known of one upload, beside the list: what it is at, why it is slow, and what came before. */
export function DetailsPane() {
  const { t } = useTexts();
  const { details: store } = useStores();
  const id = useHoist(({ details }) => details.id);
  const details = useHoist(({ details }) => details.details);
  const reading = useHoist(({ details }) => details.reading);
  const { read } = useDetailsActions();
  if (id === null || details === null) return null;
  const name = visibleName(shownName(details.row));
  if (reading !== null) {
    return (
      <TextPane
        key="text"
        name={shownName(details.row)}
        state={reading}
        onClose={store.closeText}
        onRetry={() => void read()}
      />
    );
  }
  return (
    <SidePane
      key={id}
      label={t('details.of', { name })}
      title={name}
      closeLabel={t('details.close')}
      onClose={store.close}
    >
      <Body details={details} />
    </SidePane>
  );
}

function Body({ details }: { readonly details: UploadDetails }) {
  const actions = useDetailsActions();
  const { row, endedAtMs } = details;
  const nowMs = useNow(endedAtMs === null ? 'seconds' : 'days');
  const current = useHoist(({ queue }) => queue.rows.get(row.id));

  // What happens while somebody looks is shown at once where its stage changes, else half a second later.
  const stage = current?.state.stage;
  useEffect(() => {
    void stage;
    void nowMs;
    if (endedAtMs === null) void actions.refresh();
  }, [stage, nowMs, endedAtMs, actions]);

  const phases = phasesOf(details);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard.
    <div tabIndex={0} className="min-h-0 flex-1 space-y-6 overflow-auto p-4 -outline-offset-2">
      <div className="space-y-1">
        <RowState row={current ?? row} />
        <Why details={details} nowMs={nowMs} />
      </div>
      <Timeline phases={phases} sizeBytes={row.sizeBytes} nowMs={nowMs} />
      <Attempts details={details} />
      <Facts details={details} />
      <Actions row={current ?? row} isInQueue={current !== undefined} canOpen={details.canOpen} />
    </div>
  );
}

interface ActionsProps {
  readonly row: UploadRow;
  /** What left the queue cannot be retried there. */
  readonly isInQueue: boolean;
  readonly canOpen: boolean;
}

function Actions({ row, isInQueue, canOpen }: ActionsProps) {
  const { t } = useTexts();
  const actions = useDetailsActions();
  const { copyId } = useCopyActions();
  const { id, state } = row;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {state.stage === 'ready' && (
        <>
          <CopyButton copy={() => copyId(id)} tabIndex={0} />
          <Action Icon={BookOpenText} label={t('details.read')} onClick={actions.read} />
          <Action Icon={Upload} label={t('row.uploadAgain')} onClick={() => actions.uploadAgain(id)} />
        </>
      )}
      {state.stage === 'failed' && state.canRetry && isInQueue && (
        <Action Icon={RotateCw} label={t('row.retry')} onClick={() => actions.retry(id)} />
      )}
      {canOpen && (
        <Action
          Icon={FileSymlink}
          label={t('details.open')}
          onClick={() => actions.openFile(id, shownName(row))}
        />
      )}
      <Action
        Icon={FolderSearch}
        label={t('history.reveal')}
        onClick={() => actions.reveal(id, shownName(row))}
      />
    </div>
  );
}

interface ActionProps {
  readonly Icon: LucideIcon;
  readonly label: string;
  readonly onClick: () => Promise<void>;
}

function Action({ Icon, label, onClick }: ActionProps) {
  return (
    <Button look="quiet" size="small" onClick={() => void onClick()}>
      <Icon aria-hidden="true" size={14} />
      {label}
    </Button>
  );
}

/** Why it is not further, or where most of the time went. */
function Why({ details, nowMs }: { readonly details: UploadDetails; readonly nowMs: number }) {
  const texts = useTexts();
  const { t } = texts;
  const status = useHoist(({ queue }) => queue.queueStatus);
  const paused = useHoist(({ queue }) => queue.paused);
  const { row, ahead, endedAtMs } = details;
  if (endedAtMs === null) {
    const notice = paused ? pauseNotice(texts) : statusNotice(status, paused, nowMs, texts);
    const line = ahead !== null && ahead > 0 ? t('details.ahead', { count: ahead }) : null;
    const text = row.retry === null ? (notice?.text ?? line) : null;
    return text === null ? null : <p className="text-sm text-soft">{text}</p>;
  }
  const most = longest(phasesOf(details), nowMs);
  if (most === null) return null;
  const what = t(`details.most.${most.phase.name}`, { time: durationText(most.tookMs, texts) });
  return <p className="text-sm text-soft">{what}</p>;
}

/** The attempts that came to nothing, the latest first. */
function Attempts({ details: { marks } }: { readonly details: UploadDetails }) {
  const texts = useTexts();
  const { t, format } = texts;
  const retries = marks.flatMap((mark) => (mark.kind === 'retry' ? [mark] : [])).reverse();
  if (retries.length === 0) return null;
  return (
    <div>
      <h4 className="text-sm font-medium">{t('details.attempts', { count: retries.length })}</h4>
      <ul className="mt-1 space-y-1 text-sm text-soft">
        {retries.map(({ atMs, attempt, message }) => (
          <li key={`${attempt} ${atMs}`} className="flex justify-between gap-3">
            <span className="[overflow-wrap:anywhere]">{sentence(message, texts)}</span>
            <time className="shrink-0 tabular-nums">{format.time(atMs)}</time>
          </li>
        ))}
      </ul>
    </div>
  );
}
