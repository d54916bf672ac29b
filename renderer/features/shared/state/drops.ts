import { createStore } from 'zustand/vanilla';

/** What hovers over the window. While it does, the browser tells no names, and a folder is an item without a type. */
export interface Hovering {
  readonly count: number;
  readonly onlyFiles: boolean;
}

export type Drops = ReturnType<typeof createDrops>;

function hoveringIn(data: DataTransfer | null): Hovering | null {
  if (!data?.types.includes('Files')) return null;
  const items = [...data.items].filter((item) => item.kind === 'file');
  return {
    count: Math.max(1, items.length),
    onlyFiles: items.length > 0 && items.every((item) => item.type !== ''),
  };
}

/**
 * The whole window takes files, from the first moment of the page and whatever it shows. Anything else that is dropped
 * is ignored, so that the window never navigates.
 */
export function createDrops(page: Window) {
  const store = createStore<{ readonly hovering: Hovering | null }>(() => ({ hovering: null }));
  /** What was dropped before anybody could take it. */
  const early: (readonly File[])[] = [];
  let take: (files: readonly File[]) => void = (files) => early.push(files);

  const over = (event: DragEvent) => {
    event.preventDefault();
    // The browser drops on what was under the pointer when it last moved. If the screen has changed since, that has
    // left the page, and nobody but itself hears of it.
    event.target?.addEventListener('drop', drop as EventListener);
    const next = hoveringIn(event.dataTransfer);
    if (event.dataTransfer) event.dataTransfer.dropEffect = next ? 'copy' : 'none';
    const { hovering: now } = store.getState();
    if (now?.count !== next?.count || now?.onlyFiles !== next?.onlyFiles) store.setState({ hovering: next });
  };
  // Leaving one element for another has a related target; leaving the window has none.
  const leave = (event: DragEvent) => {
    if (event.relatedTarget === null) store.setState({ hovering: null });
  };
  const drop = (event: DragEvent) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    store.setState({ hovering: null });
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) take(files);
  };
  page.addEventListener('dragenter', over);
  page.addEventListener('dragover', over);
  page.addEventListener('dragleave', leave);
  page.addEventListener('drop', drop);

  return {
    ...store,
    /** From now on `next` takes what is dropped, and what was dropped by now. */
    takenBy(next: (files: readonly File[]) => void) {
      take = next;
      for (const files of early.splice(0)) next(files);
    },
    stop() {
      page.removeEventListener('dragenter', over);
      page.removeEventListener('dragover', over);
      page.removeEventListener('dragleave', leave);
      page.removeEventListener('drop', drop);
    },
  };
}
