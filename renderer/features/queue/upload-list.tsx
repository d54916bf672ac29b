import { useEffect } from 'react';
import { useWords } from '../../locales/use-words.ts';
import { useHoist, useView } from '../../store/hoist.ts';
import { GridView } from '../../ui/grid/grid-view.tsx';
import { useGrid } from '../../ui/grid/use-grid.ts';
import { UploadRow } from './upload-row.tsx';
import { useVisibleIds } from './use-visible-ids.ts';

/** The rows of the queue that the filter lets through. */
export function UploadList() {
  const { t } = useWords();
  const { view, actions } = useHoist();
  const visible = useVisibleIds();
  const filter = useView((state) => state.filter);
  const selection = useView((state) => state.selection);
  const grid = useGrid({
    ...{ visible, selection, setSelection: view.setSelection },
    discard: (ids) => void actions.discard(ids),
  });
  const { goTo } = grid;

  // Led to a row while the list is there: it comes into sight and the keyboard stands on it.
  const arrival = useView((state) => state.arrival);
  useEffect(() => {
    const index = arrival === null ? -1 : visible.indexOf(arrival);
    if (index < 0) return;
    goTo(index, 'center');
    view.arrived();
  }, [arrival, visible, goTo, view]);

  return (
    <GridView
      grid={grid}
      label={t('list.label')}
      rowCount={visible.length}
      row={(id, place) => <UploadRow key={id} id={id} {...place} />}
    >
      {visible.length === 0 && filter !== 'all' && (
        <p className="absolute inset-x-0 top-12 text-center text-soft">{t(`empty.filter.${filter}`)}</p>
      )}
    </GridView>
  );
}
