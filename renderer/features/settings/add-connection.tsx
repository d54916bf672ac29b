import type { Connection } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useStores } from '../shared/state/hoist.ts';
import { ConnectionForm } from './connection-form.tsx';

interface AddConnectionProps {
  /** The one in use. */
  readonly connection: Connection;
  readonly onClose: () => void;
}

/** The form of a further connection, which is in use once it is saved. */
export function AddConnection({ connection, onClose }: AddConnectionProps) {
  const { t } = useTexts();
  const { view } = useStores();
  function saved() {
    onClose();
    view.show('auto');
  }
  return (
    <Sheet title={t('connections.addTitle')} onClose={onClose}>
      <p className="mt-1 mb-4 text-soft">{t('connections.addBody')}</p>
      <ConnectionForm connection={connection} target="new" onSaved={saved}>
        <Button onClick={onClose}>{t('connections.cancel')}</Button>
      </ConnectionForm>
    </Sheet>
  );
}
