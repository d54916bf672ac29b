import { RefreshCw } from 'lucide-react';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { useApi, useHoist } from '../shared/state/hoist.ts';

/** Shows when a new version is ready. It asks for nothing during uploads. */
export function UpdateBar() {
  const { t } = useTexts();
  const api = useApi();
  const update = useHoist(({ update }) => update);
  if (update.kind === 'none') return null;
  const { kind, version } = update;
  return (
    <section
      aria-label={t('update.mark')}
      className="flex shrink-0 items-center gap-2 border-b border-line py-1 pr-2 pl-4 text-sm text-soft"
    >
      <RefreshCw aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0" />
      <p className="min-h-7 min-w-0 flex-1 content-center">{t(`update.${kind}`, { version })}</p>
      {kind === 'ready' && (
        <Button size="small" onClick={() => void api.restartToUpdate()}>
          {t('update.restart')}
        </Button>
      )}
    </section>
  );
}
