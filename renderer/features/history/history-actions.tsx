import { ChevronDown, Copy, Download } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { HistoryOutcome } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { copyableIds } from '../../store/history.ts';
import { useHistory, useHoist } from '../../store/hoist.ts';
import { selectedIn } from '../../store/selection.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { FilterTabs } from '../../ui/filter-tabs.tsx';
import { MenuItem, MenuPanel } from '../../ui/menu.tsx';
import { CopyFormats } from '../queue/copy-menu.tsx';

const outcomes: readonly HistoryOutcome[] = ['all', 'ready', 'failed', 'not-sent'];

/** What became of the files, how many there are, and what can be done with the selected ones or with all. */
export function HistoryActions() {
  const { t } = useTexts();
  const { history, actions } = useHoist();
  const query = useHistory((state) => state.query);
  const total = useHistory((state) => state.total) ?? 0;
  const ids = useHistory((state) => state.ids);
  const rows = useHistory((state) => state.rows);
  const selection = useHistory((state) => state.selection);
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
        <Button
          look="quiet"
          size="small"
          disabled={copied.length === 0}
          onClick={() => void actions.copyIds(copied)}
        >
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

/** All that the filters let through, whether it was scrolled to or not. */
function ExportMenu() {
  const { t } = useTexts();
  const { history } = useHoist();
  const total = useHistory((state) => state.total) ?? 0;
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
