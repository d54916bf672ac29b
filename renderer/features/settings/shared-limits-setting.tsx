import { useState } from 'react';
import type { SharedLimits } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { ResultLine } from '../../ui/result-line.tsx';
import { SharedLimitsForm } from './shared-limits-form.tsx';
import { useLocked } from './use-locked.ts';
import { useSharedLimits } from './use-shared-limits.ts';

/** The server through which colleagues share the limits of their key. Its form opens on request: few people need it. */
export function SharedLimitsSetting() {
  const { t } = useTexts();
  const limits = useSharedLimits();
  const locked = useLocked()('quotaUrl');
  const [form, setForm] = useState<'closed' | 'open' | 'left'>('closed');
  if (limits === null) return null;
  return (
    <section aria-labelledby="shared-limits" className="space-y-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="min-w-48 flex-1">
          <h3 id="shared-limits" className="font-medium">
            {t('settings.quota')}
          </h3>
          <p className="text-sm text-soft">{t('settings.quotaHint')}</p>
          <div className="mt-1 empty:mt-0">
            <Status status={limits.status} />
          </div>
        </div>
        {locked === null && form !== 'open' && (
          // The focus comes back from the form that it has opened.
          <Button
            autoFocus={form === 'left'}
            aria-describedby="shared-limits"
            onClick={() => setForm('open')}
          >
            {t(limits.url === '' ? 'settings.quotaSetUp' : 'settings.quotaChange')}
          </Button>
        )}
      </div>
      {locked !== null && (
        <Field
          label={t('settings.quotaUrl')}
          hint=""
          problem={null}
          locked={locked}
          value={limits.url}
          onText={() => {}}
        />
      )}
      {locked === null && form === 'open' && (
        <SharedLimitsForm limits={limits} onClose={() => setForm('left')} />
      )}
    </section>
  );
}

/** Uploads go on without the server, so its failure is shown calmly. */
function Status({ status }: Pick<SharedLimits, 'status'>) {
  const { t } = useTexts();
  switch (status.kind) {
    case 'off':
      return null;
    case 'connecting':
      return <ResultLine tone="neutral">{t('settings.quotaConnecting')}</ResultLine>;
    case 'shared':
      return (
        <ResultLine tone="good">
          {status.desks > 1
            ? t('settings.quotaShared', { count: status.desks - 1 })
            : t('settings.quotaSharedAlone')}
        </ResultLine>
      );
    case 'unavailable':
      return (
        <ResultLine tone="neutral">
          {`${t(`settings.quotaAnswer.${status.code}`)} ${t('settings.quotaAlone')}`}
        </ResultLine>
      );
  }
}
