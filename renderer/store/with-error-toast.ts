import type { TFunction } from 'i18next';
import type en from '../i18n/en.json';
import type { ViewStore } from './view.ts';

/** Makes a call that, where it fails, says so: it never passes in silence. */
export function createErrorToasts(view: Pick<ViewStore, 'toast'>, t: TFunction) {
  /** Null where the call failed; the person has been told then. */
  return async function attempt<T>(
    problem: keyof (typeof en)['problem'],
    call: () => Promise<T>,
  ): Promise<T | null> {
    try {
      return await call();
    } catch (error) {
      console.error(error);
      view.toast(t(`problem.${problem}`), 'problem');
      return null;
    }
  };
}
