import { useEffect } from 'react';
import { visibleIds } from '../../store/filter.ts';
import { copyableIds } from '../../store/history.ts';
import { type Hoist, useHoist } from '../../store/hoist.ts';
import { foundIn } from '../../store/library.ts';
import { foundIds } from '../../store/search.ts';
import { clear, selectedIn } from '../../store/selection.ts';
import { idsToCopy } from './row-sets.ts';

const inTextField = (target: EventTarget | null) =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

const textIsSelected = () => (window.getSelection()?.toString() ?? '') !== '';

/** Keys that work wherever the focus is: choose files, copy ids, let go. Pasted files and texts are added. */
export function useShortcuts() {
  const hoist = useHoist();
  useEffect(() => {
    const keys = (event: KeyboardEvent) => onKey(event, hoist);
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 && !isTextForTheQueue(event, hoist)) return;
      event.preventDefault();
      void (files.length > 0 ? hoist.actions.addFiles(files) : hoist.actions.addClipboard());
    };
    window.addEventListener('keydown', keys);
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('keydown', keys);
      window.removeEventListener('paste', paste);
    };
  }, [hoist]);
}

/** Text is meant for the field that it is pasted into, and anywhere but in the queue for nothing. */
function isTextForTheQueue({ clipboardData, target }: ClipboardEvent, { view, connection }: Hoist): boolean {
  const { screen } = view.getState();
  const isQueue = screen === 'queue' || screen === 'auto';
  const mode = connection.getState().connection?.mode;
  const isConnected = mode === 'account' || mode === 'sandbox';
  const text = clipboardData?.getData('text/plain') ?? '';
  return isQueue && isConnected && !inTextField(target) && text.trim() !== '';
}

function onKey(event: KeyboardEvent, hoist: Hoist) {
  // A menu that was open has taken Escape for itself.
  if (event.defaultPrevented) return;
  const { api, view, history, library, actions } = hoist;
  if (event.key === 'Escape') {
    const { screen, folderForm } = view.getState();
    if (screen === 'settings') view.show('auto');
    else if (folderForm !== null) view.closeFolderForm();
    else if (screen === 'history') history.setSelection(clear);
    else if (screen === 'library') library.letGo();
    else view.setSelection(clear);
    return;
  }
  const command = api.platform === 'darwin' ? event.metaKey : event.ctrlKey;
  if (!command || event.altKey || event.shiftKey) return;
  if (event.key === 'o') {
    event.preventDefault();
    void actions.choose('files');
  } else if (event.key === 'c' && !inTextField(event.target) && !textIsSelected()) {
    event.preventDefault();
    copySelected(hoist);
  }
}

/** The ids of the selection; in the queue, of all that is ready, or was found, where nothing is selected. */
function copySelected({ queue, history, library, view, actions }: Hoist) {
  const { screen } = view.getState();
  if (screen === 'history') {
    const { ids, rows, selection } = history.getState();
    void actions.copyIds(copyableIds(selectedIn(selection, ids), rows));
    return;
  }
  if (screen === 'library') {
    const { ids, rows, search, selection } = library.getState();
    void library.copyIds(selectedIn(selection, foundIn(ids, rows, search)));
    return;
  }
  const { order, rows } = queue.getState();
  const { filter, search, selection } = view.getState();
  const visible = visibleIds(foundIds(order, rows, search), rows, filter);
  const selected = selectedIn(selection, visible);
  const unselected = search === '' ? order : visible;
  void actions.copyIds(idsToCopy(selected.length > 0 ? selected : unselected, rows));
}
