import { Folder } from 'lucide-react';
import { memo } from 'react';
import { rowTotal } from '../../../main/core/model/row-counts.ts';
import { visibleName } from '../../i18n/file-name.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import type { GridPlace } from '../../ui/grid/grid-row.tsx';
import { useHoist } from '../shared/state/hoist.ts';
import { type BatchGroup, batchIdOf } from './batches.ts';
import { GroupRow, sizeOf, useRowsOf } from './group-row.tsx';
import { PartGroupActions } from './part-group-actions.tsx';
import { describeBatch } from './part-group-text.ts';

interface BatchRowProps extends GridPlace {
  readonly batch: BatchGroup;
}

/** The heading of what came in one go. Its counts are of all its files, its buttons act on the visible ones. */
export const BatchRow = memo(function BatchRow({ batch, ...place }: BatchRowProps) {
  const { t, format } = useTexts();
  const { id, title } = batch;
  const latest = useRowsOf(batch.latest);
  const visible = useRowsOf(batch.parts);
  const isOpen = useHoist(({ queueView: { foldedBatches } }) => !foldedBatches.has(id));
  const total = useHoist(({ queue }) => queue.batchTotals.get(batchIdOf(id)));
  const [first] = latest;
  if (first === undefined) return null;
  const files = t('group.files', { count: total ? rowTotal(total.counts) : latest.length });
  const nowMs = Date.now();
  const isWatched = first.from !== null;
  const added = isWatched ? format.day(first.addedAtMs, nowMs).text : format.moment(first.addedAtMs, nowMs);
  const named = title === null ? files : visibleName(title);
  const name = isWatched ? t('group.watched', { name: named }) : named;
  return (
    <GroupRow
      {...place}
      id={id}
      name={name}
      icon={<Folder aria-hidden="true" size={20} strokeWidth={1.5} className="text-soft" />}
      shownName={<BatchTitle name={name} />}
      rows={latest}
      sizeBytes={total?.sizeBytes ?? sizeOf(latest)}
      description={describeBatch(latest, title === null ? [added] : [files, added], t, total?.counts)}
      isOpen={isOpen}
      toggleLabel={t(isOpen ? 'row.hideFiles' : 'row.showFiles')}
      actions={
        <PartGroupActions
          id={id}
          rows={visible}
          readyCount={total?.counts.byStage.ready}
          tabIndex={place.isEntry ? 0 : -1}
          canDiscard={false}
        />
      }
    />
  );
});

function BatchTitle({ name }: { readonly name: string }) {
  return (
    <bdi title={name} className="truncate font-medium">
      {name}
    </bdi>
  );
}
