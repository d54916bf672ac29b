import { sentence } from '../../i18n/sentence.ts';
import type { Texts } from '../../i18n/use-texts.ts';
import type { LoadProblem } from './library-store.ts';

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
