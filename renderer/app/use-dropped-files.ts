import { useEffect } from 'react';
import { useFolderActions } from '../features/folders/use-folder-actions.ts';
import { useQueueActions } from '../features/queue/use-queue-actions.ts';
import { shownScreen } from '../features/shared/shown-screen.ts';
import { useDrops, useStores } from '../features/shared/state/hoist.ts';

/** Uploads what is dropped on the window. On the folders' screen, a folder is offered to be watched instead. */
export function useDroppedFiles() {
  const drops = useDrops();
  const { view, connection } = useStores();
  const { addFiles } = useQueueActions();
  const { offerDropped } = useFolderActions();
  useEffect(() => {
    async function take(files: readonly File[]) {
      const shown = shownScreen(view.getState().screen, connection.getState());
      if (shown === 'folders' && !(await offerDropped(files))) return;
      // The files go to the queue, so the queue shows; a form that somebody is filling in stays.
      if (shown === 'history' || shown === 'library') view.show('queue');
      if (shown === 'folders' && view.getState().folderForm === null) view.show('queue');
      await addFiles(files);
    }
    drops.takenBy((files) => void take(files));
  }, [drops, view, connection, addFiles, offerDropped]);
}
