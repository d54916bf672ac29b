import { ChevronDown, Copy, Download } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { HistoryOutcome } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { FilterTabs } from '../../ui/filter-tabs.tsx';
import { selectedIn } from '../../ui/grid/selection.ts';
import { MenuItem, MenuPanel } from '../../ui/menu.tsx';
import { CopyFormats } from '../shared/copy/copy-formats.tsx';
import { useCopyActions } from '../shared/copy/use-copy-actions.ts';
import { useHoist } from '../shared/state/hoist.ts';
import { copyableIds } from './history-store.ts';
import { useHistoryActions } from './use-history-actions.ts';

const outcomes: readonly HistoryOutcome[] = ['all', 'ready', 'failed', 'not-sent'];

/** The filter by outcome, the number of files, and the actions. */
export function HistoryActions() {
  const { t } = useTexts();
  const history = useHistoryActions();
  const { copyIds } = useCopyActions();
  const query = useHoist(({ history }) => history.query);
  const total = useHoist(({ history }) => history.total) ?? 0;
  const ids = useHoist(({ history }) => history.ids);
  const rows = useHoist(({ history }) => history.rows);
  const selection = useHoist(({ history }) => history.selection);
  const copied = copyableIds(selectedIn(selection, ids), rows);
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4">
      <div className="flex flex-wrap items-center gap-x-3">
        <FilterTabs
          label={t('filter.label')}
          value={query.outcome}
          options={outcomes.map((value) => ({ value, label: t(`history.outcome.${value}`) }))}
          onChoice={(outcome) => void history.find({ outcome })}
        />
        <p role="status" className="text-sm text-soft tabular-nums">
          {t('history.count', { count: total })}
        </p>
      </div>
      <div className="flex gap-0.5">
        <Button look="quiet" size="small" disabled={copied.length === 0} onClick={() => void copyIds(copied)}>
          <Copy aria-hidden="true" size={14} />
          {copied.length > 0 ? t('list.copySelected', { count: copied.length }) : t('history.copy')}
        </Button>
        <DropdownMenu.Root modal={false}>
          <DropdownMenu.Trigger asChild disabled={copied.length === 0}>
            <IconButton label={t('copy.more')} className="-ml-1 w-5 data-[state=open]:bg-sunken">
              <ChevronDown aria-hidden="true" size={14} strokeWidth={1.75} />
            </IconButton>
          </DropdownMenu.Trigger>
          <MenuPanel>
            <CopyFormats ids={() => copied} disabled={false} />
          </MenuPanel>
        </DropdownMenu.Root>
        <ExportMenu />
      </div>
    </div>
  );
}

/** Exports all that matches the filters, loaded or not. */
function ExportMenu() {
  const { t } = useTexts();
  const history = useHistoryActions();
  const total = useHoist(({ history }) => history.total) ?? 0;
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild disabled={total === 0}>
        <Button look="quiet" size="small" className="data-[state=open]:bg-sunken">
          <Download aria-hidden="true" size={14} />
          {t('history.export')}
          <ChevronDown aria-hidden="true" size={14} strokeWidth={1.75} />
        </Button>
      </DropdownMenu.Trigger>
      <MenuPanel>
        {(['csv', 'json'] as const).map((format) => (
          <MenuItem
            key={format}
            Icon={Download}
            label={t(`history.exportAs.${format}`, { count: total })}
            onSelect={() => void history.exportAs(format)}
          />
        ))}
      </MenuPanel>
    </DropdownMenu.Root>
  );
}
