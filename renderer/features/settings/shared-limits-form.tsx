import { type FormEvent, useEffect, useRef } from 'react';
import type { SharedLimits } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { ResultLine } from '../../ui/result-line.tsx';
import { SaveAndTest } from './save-and-test.tsx';
import { answerText, answerTone, blamedField, useSharedLimitsForm } from './use-shared-limits.ts';

interface SharedLimitsFormProps {
  readonly limits: SharedLimits;
  /** The settings were saved, or nothing is to change. */
  readonly onClose: () => void;
}

/** Address and password of the server. A problem shows at its field, which takes the focus. */
export function SharedLimitsForm({ limits, onClose }: SharedLimitsFormProps) {
  const { t } = useTexts();
  const { draft, answer, busy, edit, test, save } = useSharedLimitsForm(limits, onClose);
  const form = useRef<HTMLFormElement>(null);
  const blamed = answer === null ? null : blamedField(answer);
  const problemOf = (field: 'url' | 'password') =>
    answer !== null && blamed === field ? answerText(answer, t) : null;

  // The form is at the end of a page that scrolls, so all of it is brought into view.
  useEffect(() => {
    focusField(form.current, 'url');
    form.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  useEffect(() => {
    if (answer === null) return;
    if (blamed !== null) focusField(form.current, blamed);
    form.current?.scrollIntoView({ block: 'nearest' });
  }, [answer, blamed]);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (busy === null) void save();
  }

  return (
    <form ref={form} noValidate onSubmit={submit} className="scroll-mb-4 space-y-4">
      <Field
        name="url"
        label={t('settings.quotaUrl')}
        hint={t(limits.url === '' ? 'settings.quotaUrlHint' : 'settings.quotaUrlEmpty')}
        problem={problemOf('url')}
        value={draft.url}
        placeholder="rediss://user@host:6379/0"
        inputMode="url"
        onText={(text) => edit('url', text)}
      />
      <Field
        name="password"
        label={t('settings.quotaPassword')}
        hint={t('settings.quotaPasswordHint')}
        problem={problemOf('password')}
        type="password"
        value={draft.password}
        placeholder={limits.hasPassword ? t('settings.quotaPasswordKept') : ''}
        onText={(text) => edit('password', text)}
      />
      <div className="flex flex-wrap items-center gap-2">
        <SaveAndTest busy={busy} onTest={test} />
        <Button look="quiet" onClick={onClose}>
          {t('settings.quotaCancel')}
        </Button>
      </div>
      {answer !== null && blamed === null && (
        <ResultLine tone={answerTone(answer)}>{answerText(answer, t)}</ResultLine>
      )}
    </form>
  );
}

function focusField(form: HTMLFormElement | null, name: 'url' | 'password'): void {
  form?.querySelector<HTMLInputElement>(`[name=${name}]`)?.focus();
}
