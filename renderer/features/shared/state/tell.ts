import type { i18n as I18n, TFunction } from 'i18next';
import type en from '../../../i18n/en.json';
import { type Texts, textsOf } from '../../../i18n/use-texts.ts';
import type { ViewStore } from './view-store.ts';

type Problem = keyof (typeof en)['problem'];

/** The ways to tell the person something, in the language that is in use at that moment. */
export interface Tell {
  readonly t: TFunction;
  readonly texts: () => Texts;
  readonly announce: ViewStore['announce'];
  readonly toast: ViewStore['toast'];
  /**
   * Awaits a call and shows a toast when it fails, so that no failure passes in silence.
   * @returns the call's result, or null when it failed
   */
  readonly withErrorToast: <T>(problem: Problem, call: () => Promise<T>) => Promise<T | null>;
}

export function createTell({ announce, toast }: Pick<ViewStore, 'announce' | 'toast'>, i18n: I18n): Tell {
  const { t } = i18n;
  return {
    t,
    texts: textsOf(i18n),
    announce,
    toast,
    async withErrorToast(problem, call) {
      try {
        return await call();
      } catch (error) {
        console.error(error);
        toast(t(`problem.${problem}`), 'problem');
        return null;
      }
    },
  };
}
