import { Braces, MessageSquareText, Pencil, Table } from 'lucide-react';
import { useTexts } from '../../../i18n/use-texts.ts';
import { MenuItem } from '../../../ui/menu.tsx';
import { useStores } from '../state/hoist.ts';
import { useCopyActions } from './use-copy-actions.ts';

const formats = [
  { kind: 'message', Icon: MessageSquareText },
  { kind: 'json', Icon: Braces },
  { kind: 'csv', Icon: Table },
] as const;

interface CopyFormatsProps {
  readonly ids: () => readonly string[];
  readonly disabled: boolean;
  /** Runs what needs the ids, as soon as they are known. */
  readonly whenKnown?: (act: () => void) => void;
}

/** The items of a menu that copies ids in another form. */
export function CopyFormats({ ids, disabled, whenKnown = (act) => act() }: CopyFormatsProps) {
  const { t } = useTexts();
  const { view } = useStores();
  const { copyAs } = useCopyActions();
  return (
    <>
      {formats.map(({ kind, Icon }) => (
        <MenuItem
          key={kind}
          Icon={Icon}
          label={t(`copy.as.${kind}`)}
          disabled={disabled}
          onSelect={() => whenKnown(() => void copyAs(ids(), { kind }))}
        />
      ))}
      <MenuItem
        Icon={Pencil}
        label={t('copy.as.template')}
        disabled={disabled}
        onSelect={() => whenKnown(() => view.openCopyTemplate(ids()))}
      />
    </>
  );
}
