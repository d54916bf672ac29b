import { FolderSearch, Upload } from 'lucide-react';
import { useStore } from 'zustand';
import { useShownScreen } from '../features/shared/shown-screen.ts';
import type { Hovering } from '../features/shared/state/drops.ts';
import { useDrops, useHoist } from '../features/shared/state/hoist.ts';
import { useTexts } from '../i18n/use-texts.ts';

/** Shows what a drop would do. Only people with a pointer need it; the result is announced. */
export function DropOverlay() {
  const isOnFolders = useShownScreen() === 'folders';
  const hovering = useStore(useDrops(), (drops) => drops.hovering);
  if (!hovering) return null;
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none drop-overlay fixed inset-0 z-40 bg-accent-soft/85 p-3"
    >
      <div className="flex h-full items-center justify-center rounded-xl border-2 border-dashed border-accent p-4">
        <div className="flex max-w-md flex-col items-center gap-1 rounded-xl bg-raised px-10 py-8 text-center shadow-float forced-colors:border">
          {isOnFolders && !hovering.onlyFiles ? (
            <WatchHint count={hovering.count} />
          ) : (
            <UploadHint hovering={hovering} />
          )}
        </div>
      </div>
    </div>
  );
}

function WatchHint({ count }: { readonly count: number }) {
  const { t } = useTexts();
  return (
    <>
      <FolderSearch size={32} strokeWidth={1.5} className="mb-2 text-accent-ink" />
      <p className="text-lg font-semibold">{t(count > 1 ? 'folders.drop.several' : 'folders.drop.one')}</p>
      <p className="text-soft">{t('folders.drop.hint')}</p>
    </>
  );
}

function UploadHint({ hovering: { count, onlyFiles } }: { readonly hovering: Hovering }) {
  const { t } = useTexts();
  const retention = useHoist(({ preferences }) => preferences?.retention ?? 'keep');
  const mode = useHoist(({ connection }) => connection?.mode);
  const isPaused = useHoist(({ queue: { paused } }) => paused);
  return (
    <>
      <Upload size={32} strokeWidth={1.5} className="mb-2 text-accent-ink" />
      <p className="text-lg font-semibold">{t(onlyFiles ? 'drop.files' : 'drop.items', { count })}</p>
      <p className="text-soft">{t(`drop.${retention}`)}</p>
      {!onlyFiles && <p className="text-soft">{t('drop.folders')}</p>}
      {mode === 'sandbox' && <p className="text-soft">{t('drop.sandbox')}</p>}
      {(mode === 'none' || mode === 'unlocking') && <p className="text-soft">{t('drop.waits')}</p>}
      {isPaused && <p className="text-soft">{t('drop.paused')}</p>}
    </>
  );
}
