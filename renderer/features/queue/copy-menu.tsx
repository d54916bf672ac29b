import {
  Braces,
  ChevronDown,
  ClipboardClock,
  ClipboardX,
  MessageSquareText,
  Pencil,
  Table,
} from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useStore } from 'zustand';
import { useTexts } from '../../i18n/use-texts.ts';
import { useHoist } from '../../store/hoist.ts';
import { IconButton } from '../../ui/button.tsx';
import { MenuItem, MenuLine, MenuPanel } from '../../ui/menu.tsx';

interface CopyMenuProps {
  /** Of the selection, or of all rows where nothing is selected. */
  readonly ids: () => readonly string[];
  readonly hasReady: boolean;
  readonly hasActive: boolean;
}

const formats = [
  { kind: 'message', Icon: MessageSquareText },
  { kind: 'json', Icon: Braces },
  { kind: 'csv', Icon: Table },
] as const;

interface CopyFormatsProps {
  readonly ids: () => readonly string[];
  readonly disabled: boolean;
}

/** The other forms that ids are copied in. */
export function CopyFormats({ ids, disabled }: CopyFormatsProps) {
  const { t } = useTexts();
  const { copying } = useHoist();
  return (
    <>
      {formats.map(({ kind, Icon }) => (
        <MenuItem
          key={kind}
          Icon={Icon}
          label={t(`copy.as.${kind}`)}
          disabled={disabled}
          onSelect={() => void copying.copyAs(ids(), { kind })}
        />
      ))}
      <MenuItem
        Icon={Pencil}
        label={t('copy.as.template')}
        disabled={disabled}
        onSelect={() => copying.openTemplate(ids())}
      />
    </>
  );
}

/** The other forms that ids are copied in, and the other time. */
export function CopyMenu({ ids, hasReady, hasActive }: CopyMenuProps) {
  const { t } = useTexts();
  const { copying } = useHoist();
  const isWaiting = useStore(copying, (state) => state.isWaiting);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild disabled={!hasReady && !hasActive && !isWaiting}>
        <IconButton label={t('copy.more')} className="-ml-1 w-5 data-[state=open]:bg-sunken">
          <ChevronDown aria-hidden="true" size={14} strokeWidth={1.75} />
        </IconButton>
      </DropdownMenu.Trigger>
      <MenuPanel>
        <CopyFormats ids={ids} disabled={!hasReady} />
        <MenuLine />
        {isWaiting ? (
          <MenuItem
            Icon={ClipboardX}
            label={t('copy.stopWaiting')}
            onSelect={() => void copying.stopWaiting()}
          />
        ) : (
          <MenuItem
            Icon={ClipboardClock}
            label={t('copy.whenReady')}
            disabled={!hasActive}
            onSelect={() => void copying.waitFor(ids())}
          />
        )}
      </MenuPanel>
    </DropdownMenu.Root>
  );
}
