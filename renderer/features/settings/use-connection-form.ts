import { useState } from 'react';
import type {
  Connection,
  ConnectionDraft,
  ConnectionField,
  ConnectionTest,
  DraftTarget,
} from '../../../preload/contract/contract.ts';
import { sentence } from '../../i18n/sentence.ts';
import { type Texts, useTexts } from '../../i18n/use-texts.ts';
import { useApi, useHoist, useStores } from '../shared/state/hoist.ts';
import { type FilledDraft, fillDraft } from './curl/fill-draft.ts';
import { readCurl } from './curl/read-curl.ts';

/** What the last test, the last save or the queue said about the settings. */
type Result = ConnectionTest | null;

/** What came of a pasted command. */
interface Pasted {
  readonly text: string;
  readonly isTaken: boolean;
}

type Busy = 'test' | 'save' | null;

/**
 * The form's state. The key starts empty, since the window never sees the saved one.
 * @param onSaved called once the settings were saved
 */
export function useConnectionForm(
  { baseUrl, userId, givenName, hasKey: isKeyKept }: Connection,
  target: DraftTarget,
  onSaved: () => void,
) {
  const hasKey = target === 'account' && isKeyKept;
  const { view } = useStores();
  const api = useApi();
  const texts = useTexts();
  const { t } = texts;
  const queueStatus = useHoist(({ queue }) => queue.queueStatus);
  const [draft, setDraft] = useState<ConnectionDraft>(
    target === 'new'
      ? { name: '', baseUrl, apiKey: '', userId: '' }
      : { name: givenName, baseUrl, apiKey: '', userId },
  );
  const [result, setResult] = useState<Result>(() =>
    target === 'account' && queueStatus.kind === 'configuration'
      ? { ok: false, field: queueStatus.field, message: queueStatus.message }
      : null,
  );
  const [busy, setBusy] = useState<Busy>(null);
  const [pasted, setPasted] = useState<Pasted | null>(null);

  /** A field's problem is about its old value, so an edit removes it. */
  function edit(field: keyof ConnectionDraft, value: string) {
    setPasted(null);
    setDraft((now) => ({ ...now, [field]: value }));
    setResult((now) => (now && !now.ok && now.field !== null && now.field !== field ? now : null));
  }

  /**
   * Fills the fields from a curl command.
   * @param canFill whether a field may be changed
   */
  function paste(command: string, canFill: (field: ConnectionField) => boolean) {
    const read = readCurl(command);
    let text = t(read.kind === 'upload' ? 'settings.curlUpload' : 'settings.curlOther');
    const isTaken = read.kind === 'settings';
    if (isTaken) {
      const { draft: next, taken, missing } = fillDraft(draft, read.values, { baseUrl, hasKey }, canFill);
      setDraft(next);
      setResult(null);
      text = pastedText({ taken, missing }, texts);
    }
    setPasted({ text, isTaken });
    view.announce(text);
  }

  async function ask(kind: 'test' | 'save'): Promise<ConnectionTest> {
    setBusy(kind);
    setResult(null);
    setPasted(null);
    const trimmed = {
      name: draft.name.trim(),
      baseUrl: draft.baseUrl.trim(),
      apiKey: draft.apiKey.trim(),
      userId: draft.userId.trim(),
    };
    let next: ConnectionTest;
    try {
      next = await (kind === 'test'
        ? api.testConnection(trimmed, target)
        : api.saveConnection(trimmed, target));
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
    hasKey,
    result,
    pasted,
    busy,
    edit,
    paste,
    test: () => ask('test'),
    async save() {
      const next = await ask('save');
      if (!next.ok) return next;
      view.toast(next.message.code === 'saved' ? t('settings.saved') : sentence(next.message, texts));
      onSaved();
      return next;
    },
  };
}

function pastedText(
  { taken, missing }: Pick<FilledDraft, 'taken' | 'missing'>,
  { t, format }: Texts,
): string {
  const listed = (fields: readonly ConnectionField[]) =>
    format.list(fields.map((field) => t(`settings.${field}`)));
  return [
    ...(taken.length > 0 ? [t('settings.curlTaken', { fields: listed(taken) })] : []),
    ...(missing.length > 0 ? [t('settings.curlMissing', { fields: listed(missing) })] : []),
  ].join(' ');
}
