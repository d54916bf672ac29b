import { History } from 'lucide-react';
import { useEffect } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { useHoist, useStores } from '../shared/state/hoist.ts';
import { useHistoryActions } from './use-history-actions.ts';

export function EmptyHistory() {
  const { t } = useTexts();
  const { view } = useStores();
  const history = useHistoryActions();
  const days = useHoist(({ preferences }) => preferences?.historyDays);
  const hasNews = useHoist(({ history }) => history.hasNews);
  useEffect(() => {
    if (hasNews) void history.reload();
  }, [hasNews, history]);
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-auto p-4">
      <div className="m-auto flex max-w-md flex-col items-center py-4 text-center">
        <History aria-hidden="true" size={48} strokeWidth={1.25} className="text-soft" />
        <h3 className="mt-5 text-lg font-semibold">{t('history.empty.title')}</h3>
        <p className="mt-1 text-soft">
          {days === undefined ? '' : t('history.empty.body', { count: Math.round(days) })}
        </p>
        <Button className="mt-6" onClick={() => view.show('queue')}>
          {t('history.empty.toQueue')}
        </Button>
      </div>
    </div>
  );
}
