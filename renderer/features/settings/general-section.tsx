import type { Preferences } from '../../../preload/contract.ts';
import { useWords } from '../../locales/use-words.ts';
import { useHoist } from '../../store/hoist.ts';
import { SelectSetting, SwitchSetting } from '../../ui/setting.tsx';
import { ShortcutSetting } from './shortcut-setting.tsx';

type Switch = 'startAtLogin' | 'keepInTray' | 'keepAwake' | 'notifications' | 'dropWindow' | 'sendTo';

const everywhere: readonly Switch[] = ['startAtLogin', 'keepInTray', 'keepAwake', 'notifications'];

const switchesOn = {
  darwin: everywhere,
  linux: [...everywhere, 'dropWindow'],
  win32: [...everywhere, 'dropWindow', 'sendTo'],
} as const satisfies Record<string, readonly Switch[]>;

export function GeneralSection({ preferences }: { readonly preferences: Preferences }) {
  const { t } = useWords();
  const { api, settingsActions } = useHoist();
  const change = (next: Partial<Preferences>) => void settingsActions.change(next);
  return (
    <>
      <SelectSetting
        label={t('settings.language')}
        hint={t('settings.languageHint')}
        value={preferences.language}
        options={(['system', 'en', 'de'] as const).map((value) => ({
          value,
          label: t(`settings.languages.${value}`),
        }))}
        onChange={(language) => change({ language })}
      />
      <SelectSetting
        label={t('settings.theme')}
        hint={t('settings.themeHint')}
        value={preferences.theme}
        options={(['system', 'light', 'dark'] as const).map((value) => ({
          value,
          label: t(`settings.themes.${value}`),
        }))}
        onChange={(theme) => change({ theme })}
      />
      {switchesOn[api.platform].map((name) => (
        <SwitchSetting
          key={name}
          label={t(`settings.${name}`)}
          hint={t(`settings.${name}Hint`)}
          isOn={preferences[name]}
          onChange={(isOn) => change({ [name]: isOn })}
        />
      ))}
      <ShortcutSetting
        value={preferences.clipboardShortcut}
        onChange={(clipboardShortcut) => change({ clipboardShortcut })}
      />
    </>
  );
}
