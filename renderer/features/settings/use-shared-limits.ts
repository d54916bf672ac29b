import { useEffect, useState } from 'react';
import type { SharedLimits, SharedLimitsAnswer } from '../../../preload/contract/contract.ts';
import { type Texts, useTexts } from '../../i18n/use-texts.ts';
import { useApi, useStores } from '../shared/state/hoist.ts';
import { mirrorState } from '../shared/state/mirror-state.ts';

/** @returns the limits as the main process knows them; null until it has said */
export function useSharedLimits(): SharedLimits | null {
  const api = useApi();
  const [limits, setLimits] = useState<SharedLimits | null>(null);
  useEffect(
    () =>
      mirrorState<SharedLimits>({
        load: () => api.sharedLimits(),
        listen: api.onSharedLimits.bind(api),
        set: setLimits,
      }),
    [api],
  );
  return limits;
}

/** @returns the sentence of the answer to a test or to a change */
export function answerText(answer: SharedLimitsAnswer, t: Texts['t']): string {
  switch (answer.code) {
    case 'works':
      return answer.otherDesks === null
        ? t('settings.quotaAnswer.works')
        : t('settings.quotaAnswer.works', { count: answer.otherDesks });
    case 'rights_missing':
      return t('settings.quotaAnswer.rights_missing', { rights: answer.missingRights.join(' ') });
    default:
      return t(`settings.quotaAnswer.${answer.code}`);
  }
}

/** @returns the field that an answer is about; null for one about the server or about nothing to mend */
export function blamedField({ code }: SharedLimitsAnswer): 'url' | 'password' | null {
  switch (code) {
    case 'no_address':
    case 'scheme':
    case 'host':
    case 'login':
    case 'path':
    case 'unreachable':
    case 'no_tls':
    case 'cluster':
      return 'url';
    case 'login_refused':
      return 'password';
    case 'saved':
    case 'off':
    case 'until_quit':
    case 'works':
    case 'kept':
    case 'failed':
    case 'set_by_organisation':
    case 'slow':
    case 'not_allowed':
    case 'rights_missing':
    case 'certificate':
    case 'read_only':
    case 'full':
    case 'loading':
    case 'too_old':
    case 'unexpected':
      return null;
  }
}

/** @returns `neutral` for what the person chose or cannot change, which is neither a success nor a mistake */
export function answerTone({ ok, code }: SharedLimitsAnswer): 'good' | 'bad' | 'neutral' {
  if (code === 'kept' || code === 'until_quit') return 'neutral';
  return ok ? 'good' : 'bad';
}

/**
 * The form's state. The password starts empty, since the window never sees the saved one.
 * @param onSaved called once nothing is left to read in the form
 */
export function useSharedLimitsForm({ url }: SharedLimits, onSaved: () => void) {
  const api = useApi();
  const { view } = useStores();
  const { t } = useTexts();
  const [draft, setDraft] = useState({ url, password: '' });
  const [answer, setAnswer] = useState<SharedLimitsAnswer | null>(null);
  const [busy, setBusy] = useState<'test' | 'save' | null>(null);

  async function ask(kind: 'test' | 'save'): Promise<void> {
    setBusy(kind);
    setAnswer(null);
    let next: SharedLimitsAnswer;
    try {
      next = await (kind === 'test' ? api.testSharedLimits(draft) : api.saveSharedLimits(draft));
    } catch (error) {
      console.error(error);
      next = { ok: false, code: 'failed' };
    }
    setBusy(null);
    if (kind === 'save' && (next.code === 'saved' || next.code === 'off')) {
      view.toast(answerText(next, t));
      onSaved();
      return;
    }
    setAnswer(next);
    if (kind === 'save' && next.ok) setDraft((now) => ({ ...now, password: '' }));
    view.announce(answerText(next, t));
  }

  return {
    draft,
    answer,
    busy,
    /** An answer is about the old values. */
    edit(field: 'url' | 'password', text: string) {
      setDraft((now) => ({ ...now, [field]: text }));
      setAnswer(null);
    },
    test: () => ask('test'),
    save: () => ask('save'),
  };
}
