import { X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useWords } from '../../locales/use-words.ts';
import { useHoist } from '../../store/hoist.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Setting } from '../../ui/setting.tsx';
import { acceleratorOf } from './accelerator.ts';

interface ShortcutSettingProps {
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}

/** Records the keys that are pressed. Tab and Escape go on meaning what they mean. */
export function ShortcutSetting({ value, onChange }: ShortcutSettingProps) {
  const { t } = useWords();
  const { api } = useHoist();
  const [recording, setRecording] = useState<'no' | 'yes' | 'weak'>('no');

  function record(event: KeyboardEvent) {
    if (recording === 'no' || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return setRecording('no');
    const pressed = acceleratorOf(event.nativeEvent, api.platform);
    if (pressed.kind === 'weak') setRecording('weak');
    if (pressed.kind !== 'fine') return;
    setRecording('no');
    onChange(pressed.accelerator);
  }

  return (
    <Setting
      label={t('settings.shortcut')}
      hint={t('settings.shortcutHint')}
      problem={recording === 'weak' ? t('settings.shortcutWeak') : null}
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
            onClick={() => setRecording('yes')}
            onKeyDown={record}
            onBlur={() => setRecording('no')}
          >
            {recording === 'no' ? (value ?? t('settings.shortcutNone')) : t('settings.shortcutRecord')}
          </Button>
        </div>
      )}
    </Setting>
  );
}
