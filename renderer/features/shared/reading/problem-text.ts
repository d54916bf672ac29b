import type { LibraryProblem } from '../../../../preload/contract/contract.ts';
import { sentence } from '../../../i18n/sentence.ts';
import type { Texts } from '../../../i18n/use-texts.ts';

/** Why something did not load. The person asks again and nothing else does, since the same may go wrong each time. */
export type LoadProblem = LibraryProblem | { readonly kind: 'call-failed' };

/** @returns why the person does not get what they asked for */
export function problemText(problem: LoadProblem, texts: Texts): string {
  const { t } = texts;
  switch (problem.kind) {
    case 'call-failed':
      return t('problem.library');
    case 'connection-changed':
      return t('library.problem.connectionChanged');
    case 'not-there':
      return t('library.problem.notThere');
    case 'not-ready':
      return t('library.problem.notReady');
    case 'refused':
    case 'server-error':
      return sentence(problem.message, texts);
  }
}
