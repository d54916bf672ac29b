import type { ProxyAnswer } from '../../../preload/contract/contract.ts';
import { actionsHook } from '../shared/state/hoist.ts';

/** What a person can do about a proxy that asks who they are. */
export const useProxyActions = actionsHook(({ api, tell: { t, toast, withErrorToast } }) => {
  return {
    /** @returns whether nothing is left to do in the form */
    async signIn(proxy: string, answer: ProxyAnswer): Promise<boolean> {
      const answered = await withErrorToast('signIn', () => api.answerProxy(proxy, answer));
      if (answered === 'until_quit') toast(t('proxy.untilQuit'));
      if (answered === 'nobody_asks') toast(t('proxy.nobodyAsks'));
      return answered !== null;
    },
  };
});
