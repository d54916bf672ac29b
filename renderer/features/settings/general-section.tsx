import type { Preferences } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { SelectSetting, SwitchSetting } from '../../ui/setting.tsx';
import { useApi } from '../shared/state/hoist.ts';
import { useChangePreferences } from '../shared/use-change-preferences.ts';
import { SystemSettings } from './system-settings.tsx';

export function GeneralSection({ preferences }: { readonly preferences: Preferences }) {
  const { t } = useTexts();
  const api = useApi();
  const changePreferences = useChangePreferences();
  const change = (next: Partial<Preferences>) => void changePreferences(next);
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
      <SwitchSetting
        label={t('settings.groupBatches')}
        hint={t('settings.groupBatchesHint')}
        isOn={preferences.groupBatches}
        onChange={(groupBatches) => change({ groupBatches })}
      />
      {api.platform !== 'darwin' && (
        <SwitchSetting
          label={t('settings.keepInTray')}
          hint={t('settings.keepInTrayHint')}
          isOn={preferences.keepInTray}
          onChange={(keepInTray) => change({ keepInTray })}
        />
      )}
      <SwitchSetting
        label={t('settings.keepAwake')}
        hint={t('settings.keepAwakeHint')}
        isOn={preferences.keepAwake}
        onChange={(keepAwake) => change({ keepAwake })}
      />
      <SwitchSetting
        label={t('settings.notifications')}
        hint={t('settings.notificationsHint')}
        isOn={preferences.notifications}
        onChange={(notifications) => change({ notifications })}
      />
      <SystemSettings preferences={preferences} />
    </>
  );
}
