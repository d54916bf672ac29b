import { Check, ChevronDown, Clock, Infinity as Forever } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { Retention } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { useHoist } from '../shared/state/hoist.ts';
import { useChangePreferences } from '../shared/use-change-preferences.ts';

const choices = [
  { value: 'keep', hint: 'keepHint', Icon: Forever },
  { value: 'temporary', hint: 'temporaryHint', Icon: Clock },
] as const;

/**
 * How long the server keeps the next files. Not modal: a modal Radix menu locks the page's scrolling with a <style>
 * element, which the CSP refuses.
 */
export function KeepMenu() {
  const { t } = useTexts();
  const changePreferences = useChangePreferences();
  const retention = useHoist(({ preferences }) => preferences?.retention ?? 'keep');
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button look="quiet" aria-label={t('add.retentionNow', { choice: t(`add.${retention}`) })}>
          {t(`add.${retention}`)}
          <ChevronDown aria-hidden="true" size={16} strokeWidth={1.75} />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          className="z-20 w-80 rounded-lg border border-line bg-raised p-1 shadow-float"
        >
          <DropdownMenu.Label className="px-2 py-1 text-xs text-soft">
            {t('add.nextFiles')}
          </DropdownMenu.Label>
          <DropdownMenu.RadioGroup
            value={retention}
            onValueChange={(value) => void changePreferences({ retention: value as Retention })}
          >
            {choices.map(({ value, hint, Icon }) => (
              <DropdownMenu.RadioItem
                key={value}
                value={value}
                className="flex items-start gap-2 rounded-md p-2 outline-none data-[highlighted]:bg-sunken"
              >
                <Icon aria-hidden="true" size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 text-soft" />
                <span className="min-w-0 flex-1">
                  <span className="block font-medium">{t(`add.${value}`)}</span>
                  <span className="block text-sm text-soft">{t(`add.${hint}`)}</span>
                </span>
                <DropdownMenu.ItemIndicator>
                  <Check aria-hidden="true" size={16} className="mt-0.5 text-accent-ink" />
                </DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
