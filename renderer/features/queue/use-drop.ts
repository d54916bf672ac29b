import { useEffect, useState } from 'react';
import { useHoist } from '../../store/hoist.ts';

/** What hovers over the window. While it does, the browser tells no names, and a folder is an item without a type. */
export interface Hovering {
  readonly count: number;
  readonly onlyFiles: boolean;
}

function hoveringIn(data: DataTransfer | null): Hovering | null {
  if (!data?.types.includes('Files')) return null;
  const items = [...data.items].filter((item) => item.kind === 'file');
  return {
    count: Math.max(1, items.length),
    onlyFiles: items.length > 0 && items.every((item) => item.type !== ''),
  };
}

/**
 * The whole window takes files. Anything else that is dropped is ignored, so that the window never navigates.
 * @param isOnFolders whether a folder is meant to be watched instead of uploaded once
 */
export function useDrop(isOnFolders: boolean): Hovering | null {
  const { actions, folderActions } = useHoist();
  const [hovering, setHovering] = useState<Hovering | null>(null);

  useEffect(() => {
    const over = (event: DragEvent) => {
      event.preventDefault();
      const next = hoveringIn(event.dataTransfer);
      if (event.dataTransfer) event.dataTransfer.dropEffect = next ? 'copy' : 'none';
      setHovering((now) => (now?.count === next?.count && now?.onlyFiles === next?.onlyFiles ? now : next));
    };
    // Leaving one element for another has a related target; leaving the window has none.
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setHovering(null);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setHovering(null);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      void (isOnFolders ? folderActions.drop(files) : actions.addFiles(files));
    };
    window.addEventListener('dragenter', over);
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', over);
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [isOnFolders, actions, folderActions]);

  return hovering;
}
