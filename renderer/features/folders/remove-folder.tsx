import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { FolderRow } from '../../../preload/contract/contract.ts';
import { visibleName } from '../../i18n/file-name.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { handsBackFocus } from '../../ui/hand-back-focus.ts';
import { useFolderActions } from './use-folder-actions.ts';

interface RemoveFolderProps {
  readonly folder: FolderRow;
  readonly onCancel: () => void;
}

/** Asks before Hoist stops watching a folder, and says what stays as it is. */
export function RemoveFolder({ folder, onCancel }: RemoveFolderProps) {
  const { t } = useTexts();
  const folderActions = useFolderActions();
  const cancel = useRef<HTMLButtonElement>(null);
  const question = t('folders.removal.question', { name: visibleName(folder.name) });

  // The focus goes to Cancel, which does no harm, and back to where it was afterwards.
  useEffect(() => {
    const before = document.activeElement;
    cancel.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  function keys(event: KeyboardEvent) {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onCancel();
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields; these are buttons.
    <div
      role="group"
      aria-label={question}
      onKeyDown={keys}
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg bg-bad-soft py-2 pr-2 pl-3 sm:ml-8 forced-colors:border"
    >
      <p className="min-w-48 flex-1 [overflow-wrap:anywhere]">{question}</p>
      <div className="flex flex-wrap gap-2">
        <Button ref={cancel} size="small" onClick={onCancel}>
          {t('folders.removal.cancel')}
        </Button>
        <Button
          ref={handsBackFocus}
          size="small"
          onClick={() => void folderActions.remove(folder.id, folder.name)}
        >
          {t('folders.removal.confirm')}
        </Button>
      </div>
    </div>
  );
}
