import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import type { FolderRow } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { FolderFiles } from './folder-files.tsx';
import { filledLists, type ListName } from './folder-texts.ts';

const tones: Readonly<Record<ListName, string>> = {
  waiting: 'text-soft',
  skipped: 'text-soft',
  failed: 'text-bad',
  failedActions: 'text-wait',
};

/** The number of files in each state. A state that needs attention opens into a list of reasons. */
export function FolderCounts({ folder }: { readonly folder: FolderRow }) {
  const { t } = useTexts();
  const [open, setOpen] = useState<ListName | null>(null);
  const panel = useId();
  const filled = filledLists(folder);
  const shown = open !== null && filled.includes(open) ? open : null;
  return (
    <div className="space-y-1">
      <div className="-ml-2 flex flex-wrap items-center gap-x-0.5 text-sm tabular-nums">
        {folder.ready > 0 && (
          <span className="px-2">{t('folders.count.ready', { count: folder.ready })}</span>
        )}
        {folder.underWay > 0 && (
          <span className="px-2">{t('folders.count.underWay', { count: folder.underWay })}</span>
        )}
        {filled.map((name) => (
          <button
            key={name}
            type="button"
            aria-expanded={shown === name}
            aria-controls={shown === name ? panel : undefined}
            onClick={() => setOpen(shown === name ? null : name)}
            className={`flex h-7 items-center gap-1 rounded-md px-2 hover:bg-sunken aria-expanded:bg-sunken ${tones[name]}`}
          >
            {t(`folders.count.${name}`, { count: folder[name].total })}
            <ChevronDown
              aria-hidden="true"
              size={14}
              className={shown === name ? 'rotate-180 transition-transform' : 'transition-transform'}
            />
          </button>
        ))}
      </div>
      {shown && (
        <div id={panel} className="rounded-lg bg-sunken px-3 py-1">
          <FolderFiles folder={folder} list={shown} />
        </div>
      )}
    </div>
  );
}
