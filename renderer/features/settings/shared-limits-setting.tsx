import { CircleAlert, CircleCheck } from 'lucide-react';
import type { FormEvent } from 'react';
import type { SharedLimits } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { useLocked } from './use-locked.ts';
import { answerText, useSharedLimits, useSharedLimitsForm } from './use-shared-limits.ts';

/** The server through which colleagues share the limits of their key. */
export function SharedLimitsSetting() {
  const { t } = useTexts();
  const limits = useSharedLimits();
  const locked = useLocked()('quotaUrl');
  if (limits === null) return null;
  return (
    <section aria-labelledby="shared-limits" className="space-y-4 py-4">
      <div>
        <h3 id="shared-limits" className="font-medium">
          {t('settings.quota')}
        </h3>
        <p className="text-sm text-soft">{t('settings.quotaHint')}</p>
      </div>
      {locked === null ? (
        <SharedLimitsForm limits={limits} />
      ) : (
        <Field
          label={t('settings.quotaUrl')}
          hint=""
          problem={null}
          locked={locked}
          value={limits.url}
          onText={() => {}}
        />
      )}
      <StatusLine status={limits.status} />
    </section>
  );
}

function SharedLimitsForm({ limits }: { readonly limits: SharedLimits }) {
  const { t } = useTexts();
  const { draft, answer, busy, edit, test, save } = useSharedLimitsForm(limits);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (busy === null) void save();
  }

  return (
    <form noValidate onSubmit={submit} className="space-y-4">
      <Field
        label={t('settings.quotaUrl')}
        hint={t('settings.quotaUrlHint')}
        problem={null}
        value={draft.url}
        placeholder="rediss://user@host:6379/0"
        inputMode="url"
        onText={(text) => edit('url', text)}
      />
      <Field
        label={t('settings.quotaPassword')}
        hint={t('settings.quotaPasswordHint')}
        problem={null}
        type="password"
        value={draft.password}
        placeholder={limits.hasPassword ? t('settings.quotaPasswordKept') : ''}
        onText={(text) => edit('password', text)}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" type="submit" aria-disabled={busy !== null} className="min-w-18">
          {t(busy === 'save' ? 'settings.saving' : 'settings.save')}
        </Button>
        <Button aria-disabled={busy !== null} onClick={() => void (busy ?? test())} className="min-w-18">
          {t(busy === 'test' ? 'settings.testing' : 'settings.quotaTest')}
        </Button>
      </div>
      {answer && (
        <Line isGood={answer.ok} isBad={!answer.ok}>
          {answerText(answer, t)}
        </Line>
      )}
    </form>
  );
}

/** Uploads go on without the server, so its failure is shown calmly. */
function StatusLine({ status }: Pick<SharedLimits, 'status'>) {
  const { t } = useTexts();
  switch (status.kind) {
    case 'off':
      return null;
    case 'connecting':
      return <Line>{t('settings.quotaConnecting')}</Line>;
    case 'shared':
      return <Line isGood>{t('settings.quotaShared', { count: status.desks })}</Line>;
    case 'unavailable':
      return <Line>{`${t(`settings.quotaAnswer.${status.code}`)} ${t('settings.quotaAlone')}`}</Line>;
  }
}

interface LineProps {
  readonly isGood?: boolean;
  readonly isBad?: boolean;
  readonly children: string;
}

function Line({ isGood = false, isBad = false, children }: LineProps) {
  const Icon = isGood ? CircleCheck : CircleAlert;
  const colour = isBad ? 'text-bad' : isGood ? 'text-good' : 'text-soft';
  return (
    <p className={`flex gap-1.5 text-sm ${colour}`}>
      <Icon aria-hidden="true" size={16} className="mt-0.5 shrink-0" />
      <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
    </p>
  );
}
