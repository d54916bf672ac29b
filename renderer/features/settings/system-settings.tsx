import { useEffect, useState } from 'react';
import type { Preferences, SystemState } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { SwitchSetting } from '../../ui/setting.tsx';
import { useApi } from '../shared/state/hoist.ts';
import { useChangePreferences } from '../shared/use-change-preferences.ts';
import { ShortcutSetting } from './shortcut-setting.tsx';
import { useSettingsActions } from './use-settings-actions.ts';

/** Hoist's places in the operating system. The settings show the system's state, not the wanted one. */
export function SystemSettings({ preferences }: { readonly preferences: Preferences }) {
  const { t } = useTexts();
  const api = useApi();
  const settingsActions = useSettingsActions();
  const changePreferences = useChangePreferences();
  const [system, setSystem] = useSystemState();
  if (system === null) return null;

  async function keep(change: Promise<SystemState | null>) {
    const next = await change;
    if (next !== null) setSystem(next);
  }

  async function changeShortcut(clipboardShortcut: string | null) {
    if (await changePreferences({ clipboardShortcut })) setSystem(await api.system());
  }

  const { startAtLogin, sendTo, shortcut } = system;
  return (
    <>
      <SwitchSetting
        label={t('settings.startAtLogin')}
        hint={t('settings.startAtLoginHint')}
        problem={startAtLogin === 'needs-approval' ? t('settings.startAtLoginApproval') : null}
        isOn={startAtLogin !== 'off'}
        onChange={(isOn) => void keep(settingsActions.setStartAtLogin(isOn))}
      />
      {sendTo !== null && (
        <SwitchSetting
          label={t('settings.sendTo')}
          hint={t('settings.sendToHint')}
          isOn={sendTo}
          onChange={(isOn) => void keep(settingsActions.setSendTo(isOn))}
        />
      )}
      {api.platform !== 'darwin' && (
        <SwitchSetting
          label={t('settings.dropWindow')}
          hint={t('settings.dropWindowHint')}
          isOn={preferences.dropWindow}
          onChange={(dropWindow) => void changePreferences({ dropWindow })}
        />
      )}
      <ShortcutSetting
        value={preferences.clipboardShortcut}
        state={shortcut}
        onChange={(value) => void changeShortcut(value)}
      />
    </>
  );
}

/** @returns Hoist's places in the operating system, read again when the window gets the focus; null until known */
function useSystemState() {
  const api = useApi();
  const [system, setSystem] = useState<SystemState | null>(null);
  useEffect(() => {
    let isOver = false;
    const look = () => {
      api.system().then(
        (state) => isOver || setSystem(state),
        (error: unknown) => console.error(error),
      );
    };
    look();
    window.addEventListener('focus', look);
    return () => {
      isOver = true;
      window.removeEventListener('focus', look);
    };
  }, [api]);
  return [system, setSystem] as const;
}
