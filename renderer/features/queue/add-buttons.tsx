import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { KeepMenu } from './retention-menu.tsx';
import { useQueueActions } from './use-queue-actions.ts';

export function AddButtons() {
  const { t } = useTexts();
  const actions = useQueueActions();
  return (
    <>
      <Button look="primary" onClick={() => void actions.choose('files')}>
        {t('add.files')}
      </Button>
      <Button onClick={() => void actions.choose('folder')}>{t('add.folder')}</Button>
      <KeepMenu />
    </>
  );
}
