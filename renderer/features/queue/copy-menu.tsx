import { ChevronDown, ClipboardClock, ClipboardX } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useTexts } from '../../i18n/use-texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { MenuItem, MenuLine, MenuPanel } from '../../ui/menu.tsx';
import { CopyFormats } from '../shared/copy/copy-formats.tsx';
import { useCopyActions } from '../shared/copy/use-copy-actions.ts';
import { useHoist, useStores } from '../shared/state/hoist.ts';

interface CopyMenuProps {
  /** The selected rows, or all rows if none is selected. It is asked once all rows are loaded. */
  readonly ids: () => readonly string[];
  readonly hasReady: boolean;
  readonly hasActive: boolean;
}

/** Copies ids in another form or at another time. */
export function CopyMenu({ ids, hasReady, hasActive }: CopyMenuProps) {
  const { t } = useTexts();
  const { queue } = useStores();
  const copying = useCopyActions();
  const isWaiting = useHoist(({ copyWait }) => copyWait.kind === 'waiting');
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild disabled={!hasReady && !hasActive && !isWaiting}>
        <IconButton label={t('copy.more')} className="-ml-1 w-5 data-[state=open]:bg-sunken">
          <ChevronDown aria-hidden="true" size={14} strokeWidth={1.75} />
        </IconButton>
      </DropdownMenu.Trigger>
      <MenuPanel>
        <CopyFormats ids={ids} disabled={!hasReady} whenKnown={queue.whenWhole} />
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
            onSelect={() => queue.whenWhole(() => void copying.copyWhenReady(ids()))}
          />
        )}
      </MenuPanel>
    </DropdownMenu.Root>
  );
}
