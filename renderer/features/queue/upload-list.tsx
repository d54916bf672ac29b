import { RotateCw } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { rowTotal } from '../../../main/core/model/row-counts.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { GridView } from '../../ui/grid/grid-view.tsx';
import { select } from '../../ui/grid/selection.ts';
import { useGrid } from '../../ui/grid/use-grid.ts';
import { handsBackFocus } from '../../ui/hand-back-focus.ts';
import { useDetailsActions } from '../shared/details/use-details-actions.ts';
import { useApi, useHoist, useStores } from '../shared/state/hoist.ts';
import { BatchRow } from './batch-row.tsx';
import type { CauseGroup } from './causes.ts';
import { groupsOf } from './causes.ts';
import { listNow } from './list-now.ts';
import { PartGroupRow } from './part-group-row.tsx';
import { isGroupId, parentOf, uploadsOf } from './part-groups.ts';
import { UploadRow } from './upload-row.tsx';
import { useFolding } from './use-folding.ts';
import { useQueueActions } from './use-queue-actions.ts';
import { useFoundIds, useListedRows, useVisibleIds } from './use-visible-ids.ts';

/** The rows of the queue that match the filter. */
export function UploadList() {
  const { t } = useTexts();
  const { platform } = useApi();
  const stores = useStores();
  const { queue, view, queueView } = stores;
  const isWhole = useHoist(({ queue: { seq } }) => seq !== null);
  const actions = useQueueActions();
  const details = useDetailsActions();
  const causes = useCauses(useVisibleIds());
  const listedRows = useListedRows();
  const { listed: visible, groups, batches } = listedRows;
  const parts = useMemo(() => new Set([...groups.values()].flatMap((group) => group.parts)), [groups]);
  const selection = useHoist(({ queueView }) => queueView.selection);
  const grid = useGrid({
    visible,
    selection,
    setSelection: queueView.setSelection,
    platform,
    discard: (ids) => queue.whenWhole(() => void actions.discard(uploadsOf(ids, listNow(stores).listedRows))),
    withAll: (take) => queue.whenWhole(() => take(listNow(stores).listedRows.listed)),
    open: (id) => {
      if (isGroupId(id)) queueView.toggleGroup(id);
      else void details.toggle(id);
    },
    fold: (id, isOpen) => isGroupId(id) && queueView.foldGroup(id, isOpen),
    parentOf: (id) => parentOf(id, queue.getState().rows, listedRows),
  });
  const { goTo } = grid;
  const isFolding = useFolding();

  // The list narrows as the details open beside it, which moves their row.
  const shownId = useHoist(({ details }) => details.details?.row.id ?? null);
  const scrolledTo = useRef<string | null>(null);
  const { virtualizer } = grid;
  useEffect(() => {
    const index = shownId === null || shownId === scrolledTo.current ? -1 : visible.indexOf(shownId);
    scrolledTo.current = shownId;
    if (index >= 0) virtualizer.scrollToIndex(index);
  }, [shownId, visible, virtualizer]);

  const isRowOf = useCallback(
    (id: string, upload: string) =>
      id === upload || (groups.get(id) ?? batches.get(id))?.parts.includes(upload) === true,
    [groups, batches],
  );

  // Brings the row that the person is led to into sight, and the keyboard onto it. Below its heading is the row itself.
  const arrival = useHoist(({ view }) => view.arrival);
  useEffect(() => {
    const index = arrival === null ? -1 : visible.findLastIndex((id) => isRowOf(id, arrival));
    if (index < 0) return;
    // While it was not in the list, its neighbour may have become active in its place.
    queueView.setSelection((now) => select(now, visible, visible[index] ?? '', 'only'));
    goTo(index, 'center');
    view.endArrival();
  }, [arrival, visible, goTo, view, queueView, isRowOf]);

  const levelOf = (id: string): 0 | 1 | 2 => {
    const parent = parentOf(id, queue.getState().rows, listedRows);
    if (parent === null) return 0;
    return batches.has(parent) || levelOf(parent) === 0 ? 1 : 2;
  };

  return (
    <div className="flex min-w-0 flex-1 flex-col">
      <GridView
        grid={grid}
        label={t('list.label')}
        rowCount={isWhole ? visible.length : -1}
        isBusy={!isWhole}
        isTree
        isMoving={isFolding}
        row={(id, place) => {
          const group = groups.get(id);
          if (group !== undefined)
            return <PartGroupRow key={id} group={group} level={levelOf(id)} {...place} />;
          const batch = batches.get(id);
          if (batch !== undefined) return <BatchRow key={id} batch={batch} {...place} />;
          const cause = causes.get(id);
          return (
            <UploadRow
              key={id}
              id={id}
              {...place}
              isPart={parts.has(id)}
              level={levelOf(id)}
              group={cause && <CauseHeading group={cause} />}
            />
          );
        }}
      >
        {!isWhole && <RowsToCome />}
        {isWhole && visible.length === 0 && <NoRows />}
      </GridView>
    </div>
  );
}

/** @returns the groups of failed rows, under the ids of their first rows */
function useCauses(visible: readonly string[]): ReturnType<typeof groupsOf> {
  const { queue } = useStores();
  const isFailed = useHoist(({ queueView: { filter } }) => filter === 'failed');
  const revision = useHoist(({ queue }) => (isFailed ? queue.revision : 0));
  return useMemo(() => {
    void revision;
    return isFailed ? groupsOf(visible, queue.getState().rows) : new Map();
  }, [isFailed, visible, revision, queue]);
}

/** Below the first rows, while the others load. */
function RowsToCome() {
  const { t } = useTexts();
  const count = useHoist(({ queue: { counts, order } }) => rowTotal(counts) - order.length);
  return <p className="px-6 py-3 text-center text-sm text-soft">{t('list.loading', { count })}</p>;
}

/** Shows when no row matches the search or the filter. */
function NoRows() {
  const { t } = useTexts();
  const { queueView } = useStores();
  const filter = useHoist(({ queueView }) => queueView.filter);
  const search = useHoist(({ queueView }) => queueView.search);
  const found = useFoundIds().length;
  if (search === '')
    return (
      filter !== 'all' && (
        <p className="absolute inset-x-0 top-12 text-center text-soft">{t(`empty.filter.${filter}`)}</p>
      )
    );
  const isElsewhere = found > 0;
  return (
    <div className="absolute inset-x-0 top-12 flex flex-col items-center gap-3 px-4 text-center text-soft">
      <p className="[overflow-wrap:anywhere]">
        {isElsewhere ? t('list.foundElsewhere', { count: found }) : t('list.noneFound')}
      </p>
      <Button
        size="small"
        onClick={() => (isElsewhere ? queueView.setFilter('all') : queueView.setSearch(''))}
      >
        {t(isElsewhere ? 'list.showFound' : 'list.showAll')}
      </Button>
    </div>
  );
}

/** The heading of files that failed for one cause: the cause, what to do, and a button to retry them all. */
function CauseHeading({ group }: { readonly group: CauseGroup }) {
  const { t } = useTexts();
  const actions = useQueueActions();
  const { cause, count, retryable } = group;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <p className="min-w-48 flex-1">
        <span className="font-medium">{t(`cause.${cause}.what`, { count })}</span>{' '}
        <span className="text-sm text-soft">{t(`cause.${cause}.todo`)}</span>
      </p>
      {retryable.length > 0 && (
        <Button ref={handsBackFocus} size="small" onClick={() => void actions.retry(retryable)}>
          <RotateCw aria-hidden="true" size={14} />
          {t('cause.retryAll', { count: retryable.length })}
        </Button>
      )}
    </div>
  );
}
