import { Folder, Pause, Pencil, Play, X } from 'lucide-react';
import type { FolderRow, FolderState } from '../../../preload/contract/contract.ts';
import { visibleName } from '../../i18n/file-name.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useHoist, useStores } from '../shared/state/hoist.ts';
import { settingsText, stateDetail, stateText } from './folder-texts.ts';
import { useFolderActions } from './use-folder-actions.ts';

const dots: Readonly<Record<FolderState['kind'], string>> = {
  watching: 'bg-good',
  scanning: 'bg-accent',
  paused: 'bg-soft',
  resting: 'border-2 border-soft',
  'not-connected': 'border-2 border-soft',
  unavailable: 'bg-wait',
};

interface FolderHeadingProps {
  readonly folder: FolderRow;
  readonly onRemove: () => void;
}

export function FolderHeading({ folder, onRemove }: FolderHeadingProps) {
  const texts = useTexts();
  const mode = useHoist(({ connection }) => connection?.mode) ?? 'none';
  const { name, path, settings, state } = folder;
  return (
    <div className="flex gap-3">
      <Folder aria-hidden="true" size={20} strokeWidth={1.5} className="mt-1 shrink-0 text-accent-ink" />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <div className="flex min-h-7 min-w-40 flex-1 flex-wrap items-center gap-x-3">
            <h3 className="min-w-0 font-semibold [overflow-wrap:anywhere]">
              <bdi>{visibleName(name)}</bdi>
            </h3>
            <p className="flex gap-2 text-sm text-soft tabular-nums">
              <span aria-hidden="true" className="flex h-5 items-center">
                <span className={`size-2 shrink-0 rounded-full ${dots[state.kind]}`} />
              </span>
              {stateText(state, texts)}
            </p>
          </div>
          <FolderButtons folder={folder} onRemove={onRemove} />
        </div>
        <p title={visibleName(path)} className="truncate text-sm text-soft">
          <bdi>{visibleName(path)}</bdi>
        </p>
        <p className="text-sm text-soft [overflow-wrap:anywhere]">{settingsText(settings, mode, texts)}</p>
        <StateDetail id={folder.id} state={state} />
      </div>
    </div>
  );
}

function FolderButtons({ folder, onRemove }: FolderHeadingProps) {
  const { t } = useTexts();
  const { view } = useStores();
  const folderActions = useFolderActions();
  const { id, name } = folder;
  const isPaused = folder.state.kind === 'paused';
  const Icon = isPaused ? Play : Pause;
  const named = (label: string) => ({ 'aria-label': `${label}: ${visibleName(name)}` });
  const pauseLabel = t(isPaused ? 'folders.resume' : 'folders.pause');
  return (
    <div className="-mr-1 flex gap-1">
      <Button
        size="small"
        look="quiet"
        {...named(pauseLabel)}
        onClick={() => void folderActions.setPaused(id, !isPaused)}
      >
        <Icon aria-hidden="true" size={14} />
        {pauseLabel}
      </Button>
      <Button
        size="small"
        look="quiet"
        {...named(t('folders.edit'))}
        onClick={() => view.openFolderForm({ kind: 'edit', id })}
      >
        <Pencil aria-hidden="true" size={14} />
        {t('folders.edit')}
      </Button>
      <Button size="small" look="quiet" {...named(t('folders.remove'))} onClick={onRemove}>
        <X aria-hidden="true" size={14} />
        {t('folders.remove')}
      </Button>
    </div>
  );
}

function StateDetail({ id, state }: { readonly id: string; readonly state: FolderState }) {
  const texts = useTexts();
  const folderActions = useFolderActions();
  const nowMs = useNow('days');
  const detail = stateDetail(state, nowMs, texts);
  const canWatchHere = useHoist(({ connection }) => connection?.mode === 'account');
  if (detail === null) return null;
  const isOrphan = state.kind === 'resting' && canWatchHere;
  if (state.kind !== 'unavailable' && !isOrphan) return <p className="text-sm text-soft">{detail}</p>;
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg bg-wait-soft py-1.5 pr-2 pl-3 text-sm forced-colors:border">
      <p className="min-w-48 flex-1 [overflow-wrap:anywhere]">{detail}</p>
      <Button
        size="small"
        onClick={() => void (isOrphan ? folderActions.watchHere(id) : folderActions.scanNow())}
      >
        {texts.t(isOrphan ? 'folders.watchHere' : 'folders.state.tryNow')}
      </Button>
    </div>
  );
}
