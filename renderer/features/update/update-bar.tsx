import { RefreshCw } from 'lucide-react';
import { useTexts } from '../../i18n/use-texts.ts';
import { Bar } from '../../ui/bar.tsx';
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
    <Bar label={t('update.mark')} Icon={RefreshCw} text={t(`update.${kind}`, { version })}>
      {kind === 'ready' && (
        <Button size="small" onClick={() => void api.restartToUpdate()}>
          {t('update.restart')}
        </Button>
      )}
    </Bar>
  );
}
