import { useEffect } from 'react';
import { copyableIds } from '../features/history/history-store.ts';
import { foundIn } from '../features/library/library-store.ts';
import { useLibraryActions } from '../features/library/use-library-actions.ts';
import { meantUploads } from '../features/queue/list-now.ts';
import { idsToCopy } from '../features/queue/row-sets.ts';
import { useQueueActions } from '../features/queue/use-queue-actions.ts';
import { useCopyActions } from '../features/shared/copy/use-copy-actions.ts';
import { type Stores, useApi, useStores } from '../features/shared/state/hoist.ts';
import { hasCommandKey } from '../ui/command-key.ts';
import { clear, selectedIn } from '../ui/grid/selection.ts';

const isTextField = (target: EventTarget | null) =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

const isTextSelected = () => (window.getSelection()?.toString() ?? '') !== '';

/** Keys that work wherever the focus is: choose files, copy ids, undo the last step, clear a selection. Pasted files and texts are added. */
export function useShortcuts() {
  const { platform } = useApi();
  const stores = useStores();
  const { choose, addFiles, addClipboard } = useQueueActions();
  const { copyIds } = useCopyActions();
  const { copyIds: copyLibraryIds } = useLibraryActions();

  useEffect(() => {
    function copySelected() {
      const { screen } = stores.view.getState();
      if (screen === 'library') void copyLibraryIds(selectedFiles(stores));
      else if (screen === 'history') void copyIds(selectedReceipts(stores));
      else {
        const { queue } = stores;
        queue.whenWhole(() => void copyIds(idsToCopy(meantUploads(stores), queue.getState().rows)));
      }
    }

    function keys(event: KeyboardEvent) {
      // An open menu has taken Escape for itself.
      if (event.defaultPrevented) return;
      if (event.key === 'Escape') return leave(stores);
      if (!hasCommandKey(event, platform) || event.altKey || event.shiftKey) return;
      if (event.key === 'o') {
        event.preventDefault();
        void choose('files');
      } else if (event.key === 'z' && !isTextField(event.target)) {
        if (stores.undo.undo()) event.preventDefault();
      } else if (event.key === 'c' && !isTextField(event.target) && !isTextSelected()) {
        event.preventDefault();
        copySelected();
      }
    }

    function paste(event: ClipboardEvent) {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 && !isTextForQueue(event, stores)) return;
      event.preventDefault();
      void (files.length > 0 ? addFiles(files) : addClipboard());
    }

    window.addEventListener('keydown', keys);
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('keydown', keys);
      window.removeEventListener('paste', paste);
    };
  }, [platform, stores, choose, addFiles, addClipboard, copyIds, copyLibraryIds]);
}

/** A text field takes pasted text for itself, and only the queue makes a file of it. */
function isTextForQueue({ clipboardData, target }: ClipboardEvent, { view, connection }: Stores): boolean {
  const { screen } = view.getState();
  const isQueue = screen === 'queue' || screen === 'auto';
  const mode = connection.getState()?.mode;
  const isConnected = mode === 'account' || mode === 'sandbox';
  const text = clipboardData?.getData('text/plain') ?? '';
  return isQueue && isConnected && !isTextField(target) && text.trim() !== '';
}

/** Leaves the settings or a form; on a list, closes what is beside it, and then clears the selection. */
function leave({ view, queueView, details, history, library }: Stores) {
  const { screen, folderForm } = view.getState();
  const text = screen === 'library' ? library : queueView;
  const isReading = screen !== 'history' && text.getState().reading !== null;
  const isList = screen !== 'settings' && screen !== 'folders';
  if (isList && details.getState().id !== null && !isReading) return details.close();
  if (screen === 'settings') view.show('auto');
  else if (folderForm !== null) view.closeFolderForm();
  else if (screen === 'history') history.setSelection(clear);
  else if (screen === 'library') library.escape();
  else queueView.escape();
}

function selectedReceipts({ history }: Stores): readonly string[] {
  const { ids, rows, selection } = history.getState();
  return copyableIds(selectedIn(selection, ids), rows);
}

function selectedFiles({ library }: Stores): readonly string[] {
  const { ids, rows, search, selection } = library.getState();
  return selectedIn(selection, foundIn(ids, rows, search));
}
