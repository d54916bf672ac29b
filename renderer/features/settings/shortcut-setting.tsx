import { X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import type { SystemState } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Setting } from '../../ui/setting.tsx';
import { useApi } from '../shared/state/hoist.ts';
import { acceleratorOf, shownAccelerator } from './accelerator.ts';
import { useSettingsActions } from './use-settings-actions.ts';

interface ShortcutSettingProps {
  readonly value: string | null;
  readonly state: SystemState['shortcut'];
  readonly onChange: (value: string | null) => void;
}

/** Records the pressed keys. Tab and Escape keep their meaning. */
export function ShortcutSetting({ value, state, onChange }: ShortcutSettingProps) {
  const { t } = useTexts();
  const api = useApi();
  const settingsActions = useSettingsActions();
  const [recording, setRecording] = useState<'no' | 'yes' | 'weak'>('no');
  const names = { control: t('settings.keys.control'), shift: t('settings.keys.shift') };

  function start() {
    setRecording('yes');
    void settingsActions.recordShortcut(true);
  }

  function stop() {
    if (recording === 'no') return;
    setRecording('no');
    void settingsActions.recordShortcut(false);
  }

  function record(event: KeyboardEvent) {
    if (recording === 'no' || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return stop();
    const pressed = acceleratorOf(event.nativeEvent, api.platform);
    if (pressed.kind === 'weak') setRecording('weak');
    if (pressed.kind !== 'fine') return;
    // Recording suspends all shortcuts, so it ends before the new one is registered.
    stop();
    onChange(pressed.accelerator);
  }

  return (
    <Setting
      label={t('settings.shortcut')}
      hint={t(state === 'by-desktop' ? 'settings.shortcutByDesktop' : 'settings.shortcutHint')}
      problem={problemOf(recording === 'weak', state === 'taken')}
    >
      {({ id, hintId }) => (
        <div className="flex items-center gap-1">
          {value !== null && (
            <IconButton label={t('settings.shortcutClear')} onClick={() => onChange(null)}>
              <X aria-hidden="true" size={16} strokeWidth={1.5} />
            </IconButton>
          )}
          <Button
            id={id}
            aria-describedby={hintId}
            className="min-w-36"
            onClick={start}
            onKeyDown={record}
            onBlur={stop}
          >
            {recording !== 'no' && t('settings.shortcutRecord')}
            {recording === 'no' &&
              (value === null ? t('settings.shortcutNone') : shownAccelerator(value, api.platform, names))}
          </Button>
        </div>
      )}
    </Setting>
  );

  function problemOf(isWeak: boolean, isHeldElsewhere: boolean): string | null {
    if (isWeak) return t('settings.shortcutWeak');
    return isHeldElsewhere ? t('settings.shortcutTaken') : null;
  }
}
