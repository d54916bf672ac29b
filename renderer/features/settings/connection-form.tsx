import { LockOpen } from 'lucide-react';
import { type ClipboardEvent, type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import type {
  Connection,
  ConnectionField,
  DraftTarget,
  KeyProtection,
} from '../../../preload/contract/contract.ts';
import { sentence } from '../../i18n/sentence.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Field, LockedField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ResultLine } from '../../ui/result-line.tsx';
import { isCurl } from './curl/read-curl.ts';
import { SaveAndTest } from './save-and-test.tsx';
import { useConnectionForm } from './use-connection-form.ts';
import { useLocked } from './use-locked.ts';

interface ConnectionFormProps {
  readonly connection: Connection;
  /** Whether it changes the account or is for a connection of its own. */
  readonly target?: DraftTarget;
  readonly onSaved: () => void;
  /** Further buttons. */
  readonly children?: ReactNode;
}

/** Name, base URL, API key and user id. A problem shows at its field, which takes the focus. */
export function ConnectionForm({ connection, target = 'account', onSaved, children }: ConnectionFormProps) {
  const texts = useTexts();
  const { t } = texts;
  const lockedBecause = useLocked();
  const keyLocked = lockedBecause('apiKey');
  const { draft, hasKey, result, pasted, busy, edit, paste, test, save } = useConnectionForm(
    connection,
    target,
    onSaved,
  );
  const form = useRef<HTMLFormElement>(null);
  const blamed = result && !result.ok ? result.field : null;

  useEffect(() => {
    if (blamed) form.current?.querySelector<HTMLInputElement>(`[name=${blamed}]`)?.focus();
  }, [blamed]);

  const field = (name: ConnectionField) => ({
    name,
    label: t(`settings.${name}`),
    hint: t(`settings.${name}Hint`),
    value: draft[name],
    locked: lockedBecause(name),
    problem: blamed === name ? result && sentence(result.message, texts) : null,
    onText: (text: string) => edit(name, text),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!busy) void save();
  }

  function pasteCommand(event: ClipboardEvent) {
    const text = event.clipboardData.getData('text/plain');
    if (!isCurl(text)) return;
    event.preventDefault();
    if (!busy) paste(text, (name) => lockedBecause(name) === null);
  }

  return (
    <form ref={form} noValidate onSubmit={submit} onPaste={pasteCommand} className="space-y-4">
      {(connection.id !== null || target === 'new') && (
        <Field
          name="name"
          label={t('settings.name')}
          hint={t('settings.nameHint')}
          value={draft.name}
          locked={null}
          problem={null}
          onText={(text) => edit('name', text)}
        />
      )}
      <Field {...field('baseUrl')} type="url" inputMode="url" />
      {keyLocked === null ? (
        <Field
          {...field('apiKey')}
          type="password"
          placeholder={t(hasKey ? 'settings.apiKeyKept' : 'settings.apiKeyEmpty')}
        />
      ) : (
        <LockedField label={t('settings.apiKey')} locked={keyLocked} problem={field('apiKey').problem} />
      )}
      <Field {...field('userId')} className="font-mono text-sm">
        <Button onClick={() => edit('userId', crypto.randomUUID())}>{t('settings.generate')}</Button>
      </Field>
      {keyLocked === null && <KeyNotice protection={connection.keyProtection} hasKey={hasKey} />}
      <div className="flex flex-wrap items-center gap-2">
        <SaveAndTest busy={busy} onTest={test} />
        {children}
      </div>
      <TestResult result={result} pasted={pasted} />
    </form>
  );
}

interface KeyNoticeProps {
  readonly protection: KeyProtection;
  readonly hasKey: boolean;
}

/** Warns if the system cannot store the key safely. The main process reports a key that was not stored. */
function KeyNotice({ protection, hasKey }: KeyNoticeProps) {
  const { t } = useTexts();
  if (protection === 'encrypted' || protection === 'unknown' || (protection === 'unavailable' && hasKey))
    return null;
  return (
    <Notice Icon={LockOpen}>
      {t(protection === 'plain-text-key' ? 'settings.plainTextKey' : 'settings.keyUnavailable')}
    </Notice>
  );
}

/** What came of a pasted command, or of a test unless it concerns a single field. Its space is reserved, so that nothing moves. */
function TestResult({ result, pasted }: Pick<ReturnType<typeof useConnectionForm>, 'result' | 'pasted'>) {
  const texts = useTexts();
  const line = useRef<HTMLDivElement>(null);
  const shown = result && (result.ok || result.field === null) ? result : null;

  // The form is longer than a small window, and a command may be pasted at its top.
  useEffect(() => {
    if (shown !== null || pasted !== null) line.current?.scrollIntoView({ block: 'nearest' });
  }, [shown, pasted]);

  return (
    <div ref={line} className="min-h-5 scroll-mb-4">
      {pasted && <ResultLine tone={pasted.isTaken ? 'neutral' : 'bad'}>{pasted.text}</ResultLine>}
      {shown && <ResultLine tone={shown.ok ? 'good' : 'bad'}>{sentence(shown.message, texts)}</ResultLine>}
    </div>
  );
}
