import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { useHoist, useStores } from '../shared/state/hoist.ts';
import { SetupLayout } from './setup-layout.tsx';

/** The first screen, until it is known where to upload to. Files may be dropped already; they wait. */
export function FirstRun() {
  const { t } = useTexts();
  const { view } = useStores();
  const connection = useHoist(({ connection }) => connection);
  const waiting = useHoist(({ queue: { order } }) => order.length);
  if (!connection) return null;
  return (
    <SetupLayout connection={connection}>
      <h2 className="text-lg font-semibold tracking-tight">{t('settings.firstRunTitle')}</h2>
      <p className="mt-1 text-soft">{t('settings.firstRunBody')}</p>
      {waiting > 0 && (
        <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1">
          {t('settings.waiting', { count: waiting })}
          <Button size="small" onClick={() => view.show('queue')}>
            {t('settings.showQueue')}
          </Button>
        </p>
      )}
    </SetupLayout>
  );
}
