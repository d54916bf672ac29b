import { createStore } from 'zustand/vanilla';

/** The drag over the window. The browser tells no names during a drag, and a folder is an item without a type. */
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
 * The whole window takes files, on every screen and from the first moment of the page. It ignores other drops, so that
 * the window never navigates.
 */
export function createDrops(page: Window) {
  const store = createStore<{ readonly hovering: Hovering | null }>(() => ({ hovering: null }));
  /** Drops that came before anybody could take them. */
  const early: (readonly File[])[] = [];
  let take: (files: readonly File[]) => void = (files) => early.push(files);

  const over = (event: DragEvent) => {
    event.preventDefault();
    // The browser drops on the element that was last under the pointer. If the screen has changed since, that element
    // has left the page, and only its own listeners run.
    event.target?.addEventListener('drop', drop as EventListener);
    const next = hoveringIn(event.dataTransfer);
    if (event.dataTransfer) event.dataTransfer.dropEffect = next ? 'copy' : 'none';
    const { hovering: now } = store.getState();
    if (now?.count !== next?.count || now?.onlyFiles !== next?.onlyFiles) store.setState({ hovering: next });
  };
  // Only leaving the window has no related target.
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
    /** Gives `next` all earlier and all later drops. */
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
