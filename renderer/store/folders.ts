import { createStore } from 'zustand/vanilla';
import type { FolderRow } from '../../preload/contract/contract.ts';

export interface FoldersState {
  /** As the main process told them; null until it did. */
  readonly folders: readonly FolderRow[] | null;
}

export type FoldersStore = ReturnType<typeof createFoldersStore>;

export function createFoldersStore() {
  const store = createStore<FoldersState>(() => ({ folders: null }));
  return { ...store, set: (folders: readonly FolderRow[]) => store.setState({ folders }) };
}

/** Whether it waits for an answer that only the person has. */
export const hasQuestion = ({ alreadyHere, edited }: FolderRow): boolean =>
  alreadyHere !== null || edited.total > 0;

/** Folders that ask something now and did not before, and those that cannot be looked at any more. */
export function newsOf(
  before: readonly FolderRow[],
  after: readonly FolderRow[],
): { readonly asking: readonly FolderRow[]; readonly lost: readonly FolderRow[] } {
  const known = new Map(before.map((folder) => [folder.id, folder]));
  const isLost = (folder: FolderRow | undefined) => folder?.state.kind === 'unavailable';
  return {
    asking: after.filter((folder) => {
      const earlier = known.get(folder.id);
      return hasQuestion(folder) && !(earlier && hasQuestion(earlier));
    }),
    lost: after.filter((folder) => isLost(folder) && !isLost(known.get(folder.id))),
  };
}
