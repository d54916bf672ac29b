import { useTexts } from '../../i18n/use-texts.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { useApi, useHoist, useStores } from '../shared/state/hoist.ts';

export function QueueSearch() {
  const { t } = useTexts();
  const { platform } = useApi();
  const { queueView } = useStores();
  const search = useHoist(({ queueView }) => queueView.search);
  return (
    <SearchField label={t('list.search')} value={search} onSearch={queueView.setSearch} platform={platform} />
  );
}
