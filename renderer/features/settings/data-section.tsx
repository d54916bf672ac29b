import { useEffect, useState } from 'react';
import type { AboutApp, Preferences } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { SelectSetting, Setting } from '../../ui/setting.tsx';
import { useApi } from '../shared/state/hoist.ts';
import { useChangePreferences } from '../shared/use-change-preferences.ts';
import { NumberSetting } from './number-setting.tsx';
import { useLocked } from './use-locked.ts';
import { useSettingsActions } from './use-settings-actions.ts';

export function DataSection({ preferences }: { readonly preferences: Preferences }) {
  const { t } = useTexts();
  const lockedBecause = useLocked();
  const api = useApi();
  const settingsActions = useSettingsActions();
  const changePreferences = useChangePreferences();
  const [about, setAbout] = useState<AboutApp | null>(null);
  useEffect(() => {
    api.about().then(setAbout, (error: unknown) => console.error(error));
  }, [api]);
  return (
    <>
      <NumberSetting
        label={t('settings.historyDays')}
        hint={t('settings.historyDaysHint')}
        value={preferences.historyDays}
        locked={lockedBecause('historyDays')}
        min={1}
        max={36_500}
        onChange={(value) => value !== null && void changePreferences({ historyDays: value })}
      />
      <SelectSetting
        label={t('settings.updateChannel')}
        hint={t('settings.updateChannelHint')}
        value={preferences.updateChannel}
        options={(['stable', 'beta'] as const).map((value) => ({
          value,
          label: t(`settings.updateChannels.${value}`),
        }))}
        locked={lockedBecause('updateChannel')}
        onChange={(updateChannel) => void changePreferences({ updateChannel })}
      />
      <Setting label={t('settings.dataFolder')} hint={about?.dataFolder ?? ''}>
        {({ id, hintId }) => (
          <Button id={id} aria-describedby={hintId} onClick={() => void settingsActions.showFolder()}>
            {t('settings.showFolder')}
          </Button>
        )}
      </Setting>
      <Setting label={t('settings.log')} hint={t('settings.logHint')}>
        {({ id, hintId }) => (
          <Button id={id} aria-describedby={hintId} onClick={() => void settingsActions.showLog()}>
            {t('settings.showLog')}
          </Button>
        )}
      </Setting>
      <Setting label={t('settings.reset')} hint={t('settings.resetHint')}>
        {({ id, hintId }) => (
          <Button id={id} aria-describedby={hintId} onClick={() => void settingsActions.reset()}>
            {t('settings.resetButton')}
          </Button>
        )}
      </Setting>
      <Setting label={t('settings.report')} hint={t('settings.reportHint')}>
        {({ id, hintId }) => (
          <Button id={id} aria-describedby={hintId} onClick={() => void settingsActions.reportProblem()}>
            {t('settings.reportButton')}
          </Button>
        )}
      </Setting>
      <Setting label={t('app.name')} hint={`${t('settings.version')} ${about?.version ?? ''}`}>
        {({ id, hintId }) => (
          <Button id={id} aria-describedby={hintId} onClick={() => void settingsActions.showAbout()}>
            {t('settings.aboutButton')}
          </Button>
        )}
      </Setting>
    </>
  );
}
