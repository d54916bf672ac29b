import type { LibraryProblem } from '../../../preload/contract/contract.ts';
import { sentence } from '../../i18n/sentence.ts';
import type { Texts } from '../../i18n/use-texts.ts';

/** Why a person does not get what they asked for. */
export function problemText(problem: LibraryProblem, texts: Texts): string {
  const { t } = texts;
  switch (problem.kind) {
    case 'connection-changed':
      return t('library.problem.connectionChanged');
    case 'not-there':
      return t('library.problem.notThere');
    case 'not-ready':
      return t('library.problem.notReady');
    case 'refused':
    case 'trouble':
      return sentence(problem.message, texts);
  }
}
