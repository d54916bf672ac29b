import { useState } from 'react';
import type {
  Connection,
  ConnectionDraft,
  ConnectionField,
  ConnectionTest,
} from '../../../preload/contract/contract.ts';
import { sentence } from '../../i18n/sentence.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { useApi, useHoist, useStores } from '../shared/state/hoist.ts';

/** What the last test, the last save or the queue said about the settings. */
type Result = ConnectionTest | null;

type Busy = 'test' | 'save' | null;

/** The form's state. The key starts empty, since the window never sees the saved one. */
export function useConnectionForm({ baseUrl, userId }: Connection) {
  const { view } = useStores();
  const api = useApi();
  const texts = useTexts();
  const { t } = texts;
  const queueStatus = useHoist(({ queue }) => queue.queueStatus);
  const [draft, setDraft] = useState<ConnectionDraft>({ baseUrl, apiKey: '', userId });
  const [result, setResult] = useState<Result>(() =>
    queueStatus.kind === 'configuration'
      ? { ok: false, field: queueStatus.field, message: queueStatus.message }
      : null,
  );
  const [busy, setBusy] = useState<Busy>(null);

  /** A field's problem is about its old value, so an edit removes it. */
  function edit(field: ConnectionField, value: string) {
    setDraft((now) => ({ ...now, [field]: value }));
    setResult((now) => (now && !now.ok && now.field !== null && now.field !== field ? now : null));
  }

  async function ask(kind: 'test' | 'save'): Promise<ConnectionTest> {
    setBusy(kind);
    setResult(null);
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
      next = { ok: false, field: null, message: { code: 'call_failed' } };
    }
    setBusy(null);
    setResult(next);
    if (kind === 'test' || !next.ok) view.announce(sentence(next.message, texts));
    return next;
  }

  return {
    draft,
    result,
    busy,
    edit,
    test: () => ask('test'),
    /** Returns to the queue when the settings were saved. */
    async save() {
      const next = await ask('save');
      if (!next.ok) return next;
      view.toast(next.message.code === 'saved' ? t('settings.saved') : sentence(next.message, texts));
      view.show('auto');
      return next;
    },
  };
}
