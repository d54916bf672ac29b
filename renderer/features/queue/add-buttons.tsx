import { useTexts } from '../../i18n/use-texts.ts';
import { useHoist } from '../../store/hoist.ts';
import { Button } from '../../ui/button.tsx';
import { KeepMenu } from './keep-menu.tsx';

export function AddButtons() {
  const { t } = useTexts();
  const { actions } = useHoist();
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
