import { useState } from 'react';
import type {
  Connection,
  ConnectionDraft,
  ConnectionField,
  ConnectionTest,
} from '../../../preload/contract/contract.ts';
import { sentence } from '../../i18n/sentence.ts';
import { useWords } from '../../i18n/use-texts.ts';
import { useHoist, useQueue } from '../../store/hoist.ts';

/** What the last test or save, or the queue itself, said about the settings. */
type Verdict = ConnectionTest | null;

type Busy = 'test' | 'save' | null;

/** The form's state. The key starts empty, since the one that is kept never comes to the window. */
export function useConnectionForm({ baseUrl, userId }: Connection) {
  const { api, view } = useHoist();
  const words = useWords();
  const { t } = words;
  const hold = useQueue((state) => state.hold);
  const [draft, setDraft] = useState<ConnectionDraft>({ baseUrl, apiKey: '', userId });
  const [verdict, setVerdict] = useState<Verdict>(() =>
    hold.kind === 'configuration' ? { ok: false, field: hold.field, says: hold.says } : null,
  );
  const [busy, setBusy] = useState<Busy>(null);

  /** A field's complaint is about what stood there; it goes as soon as something else does. */
  function edit(field: ConnectionField, value: string) {
    setDraft((now) => ({ ...now, [field]: value }));
    setVerdict((now) => (now && !now.ok && now.field !== null && now.field !== field ? now : null));
  }

  async function ask(kind: 'test' | 'save'): Promise<ConnectionTest> {
    setBusy(kind);
    setVerdict(null);
    const trimmed = {
      baseUrl: draft.baseUrl.trim(),
      apiKey: draft.apiKey.trim(),
      userId: draft.userId.trim(),
    };
    let next: ConnectionTest;
    try {
      next = await (kind === 'test' ? api.testConnection(trimmed) : api.saveConnection(trimmed));
    } catch (error) {
      console.error(error);
      next = { ok: false, field: null, says: { code: 'call_failed' } };
    }
    setBusy(null);
    setVerdict(next);
    if (kind === 'test' || !next.ok) view.announce(sentence(next.says, words));
    return next;
  }

  return {
    draft,
    verdict,
    busy,
    edit,
    test: () => ask('test'),
    /** Leads back to the queue once the settings are kept. */
    async save() {
      const next = await ask('save');
      if (!next.ok) return next;
      view.toast(next.says.code === 'saved' ? t('settings.saved') : sentence(next.says, words));
      view.show('auto');
      return next;
    },
  };
}
