import type { FolderRow } from '../../../preload/contract/contract.ts';
import { visibleName } from '../../i18n/file-name.ts';
import type { Stores } from '../shared/state/hoist.ts';
import type { Tell } from '../shared/state/tell.ts';

/** @returns whether the folder waits for an answer that only the person has */
export const hasQuestion = ({ alreadyHere, edited }: FolderRow): boolean =>
  alreadyHere !== null || edited.total > 0;

/** @returns the folders that ask something now and did not before, and those that have become unavailable */
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

/**
 * Announces folders that ask something or have become unavailable.
 * @returns a function that stops it
 */
export function announceFolders({ folders }: Pick<Stores, 'folders'>, { t, announce }: Tell): () => void {
  return folders.subscribe((now, before) => {
    const { asking, lost } = newsOf(before ?? [], now ?? []);
    const sentences = [
      ...asking.map(({ name }) => t('folders.announcement.asking', { name: visibleName(name) })),
      ...lost.map(({ name }) => t('folders.announcement.lost', { name: visibleName(name) })),
    ];
    if (sentences.length > 0) announce(sentences.join('. '));
  });
}
