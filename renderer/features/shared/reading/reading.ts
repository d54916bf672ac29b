import type { LibraryAnswer, LibraryProblem, LibraryText } from '../../../../preload/contract/contract.ts';

/** How far the text of a file is read. */
export type ReadingState =
  | { readonly kind: 'loading' }
  | ({ readonly kind: 'text' } & LibraryText)
  | { readonly kind: 'problem'; readonly problem: LibraryProblem };

/**
 * Reads the text that the server found in a file.
 * @param show gets each state; null if another reading has taken the place of this one, or it failed
 * @throws when the call fails
 */
export async function readText(
  ask: () => Promise<LibraryAnswer<LibraryText>>,
  show: (state: ReadingState | null) => void,
): Promise<void> {
  show({ kind: 'loading' });
  const answer = await ask().catch((error: unknown) => {
    show(null);
    throw error;
  });
  if (answer.ok) show({ kind: 'text', ...answer.value });
  else if (answer.problem) show({ kind: 'problem', problem: answer.problem });
}
