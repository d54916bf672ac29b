import { Check, ChevronDown, Pencil, Plus, X } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import type { Connection } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { MenuItem, MenuLine, MenuPanel } from '../../ui/menu.tsx';
import { useStores } from '../shared/state/hoist.ts';
import { AddConnection } from './add-connection.tsx';
import { useSettingsActions } from './use-settings-actions.ts';

/** The sandbox among the choices. */
const SANDBOX = 'sandbox';

/** The name of the connection in use. Its menu switches to another one, adds one, or removes this one. */
export function ConnectionsMenu({ connection }: { readonly connection: Connection }) {
  const { t } = useTexts();
  const { view } = useStores();
  const { switchTo, startSandbox, removeConnection } = useSettingsActions();
  const [isAdding, setAdding] = useState(false);
  const { all, id, mode, mayAdd } = connection;
  const inSandbox = mode === 'sandbox';
  const account = all.find((entry) => entry.id === id);
  const name = inSandbox ? t('connections.sandbox') : account?.name;
  if (name === undefined || mode === 'unlocking') return null;
  const choose = (choice: string) => void (choice === SANDBOX ? startSandbox() : switchTo(choice));
  return (
    <>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger
          aria-label={t('connections.open', { name })}
          className="flex h-7 min-w-0 items-center gap-1 rounded-md px-2 text-sm transition-colors hover:bg-sunken data-[state=open]:bg-sunken"
        >
          <bdi className="max-w-36 truncate max-[40rem]:max-w-24">{name}</bdi>
          <ChevronDown aria-hidden="true" size={14} strokeWidth={1.75} className="shrink-0 text-soft" />
        </DropdownMenu.Trigger>
        <MenuPanel>
          {inSandbox && (
            <DropdownMenu.Label className="max-w-72 px-2 py-1 text-xs text-soft">
              {t('connections.sandboxEnds')}
            </DropdownMenu.Label>
          )}
          <DropdownMenu.RadioGroup value={inSandbox ? SANDBOX : (id ?? '')} onValueChange={choose}>
            {all.map((entry) => {
              const isInUse = !inSandbox && entry.id === id;
              const waits =
                isInUse || entry.waiting === 0 ? null : t('connections.waiting', { count: entry.waiting });
              const server = entry.server === entry.name ? null : entry.server;
              const detail = [server, waits].filter((part) => part !== null).join(' · ');
              return <Choice key={entry.id} value={entry.id} name={entry.name} detail={detail} />;
            })}
            <Choice value={SANDBOX} name={t('connections.sandbox')} detail={t('connections.sandboxHint')} />
          </DropdownMenu.RadioGroup>
          {(mayAdd || account !== undefined) && <MenuLine />}
          {mayAdd && <MenuItem Icon={Plus} label={t('connections.add')} onSelect={() => setAdding(true)} />}
          {account !== undefined && !inSandbox && (
            <>
              <MenuItem
                Icon={Pencil}
                label={t('connections.edit', { name })}
                onSelect={() => view.show('settings')}
              />
              <MenuItem
                Icon={X}
                label={t('connections.remove', { name })}
                onSelect={() => void removeConnection(account)}
              />
            </>
          )}
        </MenuPanel>
      </DropdownMenu.Root>
      {isAdding && <AddConnection connection={connection} onClose={() => setAdding(false)} />}
    </>
  );
}

interface ChoiceProps {
  readonly value: string;
  readonly name: string;
  /** Below the name; empty for nothing. */
  readonly detail: string;
}

function Choice({ value, name, detail }: ChoiceProps) {
  return (
    <DropdownMenu.RadioItem
      value={value}
      className="flex max-w-80 items-start gap-2 rounded-md px-2 py-1.5 outline-none data-[highlighted]:bg-sunken"
    >
      <span className="flex h-5 w-4 shrink-0 items-center">
        <DropdownMenu.ItemIndicator>
          <Check aria-hidden="true" size={16} className="text-accent-ink" />
        </DropdownMenu.ItemIndicator>
      </span>
      <span className="min-w-0 flex-1">
        <bdi className="block truncate">{name}</bdi>
        {detail !== '' && <span className="block truncate text-xs text-soft">{detail}</span>}
      </span>
    </DropdownMenu.RadioItem>
  );
}
