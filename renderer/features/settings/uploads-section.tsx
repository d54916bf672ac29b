import type { Preferences } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { SelectSetting } from '../../ui/setting.tsx';
import { useChangePreferences } from '../shared/use-change-preferences.ts';
import { ConversionSetting } from './conversion-setting.tsx';
import { NumberSetting } from './number-setting.tsx';
import { SharedLimitsSetting } from './shared-limits-setting.tsx';
import { useLocked } from './use-locked.ts';

const KB = 1024;

const numbers = [
  { name: 'requestsPerSecond', max: 100_000 },
  { name: 'requestsPerMinute', max: 1_000_000 },
  { name: 'processingMinutes', max: 100_000 },
] as const;

export function UploadsSection({ preferences }: { readonly preferences: Preferences }) {
  const { t } = useTexts();
  const lockedBecause = useLocked();
  const changePreferences = useChangePreferences();
  const change = (next: Partial<Preferences>) => void changePreferences(next);
  const limit = preferences.maxBytesPerSecond;
  return (
    <>
      <SelectSetting
        label={t('settings.retention')}
        hint={t('settings.retentionHint')}
        value={preferences.retention}
        options={(['keep', 'temporary'] as const).map((value) => ({ value, label: t(`add.${value}`) }))}
        onChange={(retention) => change({ retention })}
      />
      <ConversionSetting
        value={preferences.conversionRule}
        onChange={(conversionRule) => change({ conversionRule })}
      />
      <NumberSetting
        label={t('settings.bandwidth')}
        hint={t('settings.bandwidthHint')}
        value={limit === null ? null : Math.max(1, Math.round(limit / KB))}
        mayBeEmpty
        min={1}
        max={10_000_000}
        onChange={(value) => change({ maxBytesPerSecond: value === null ? null : value * KB })}
      />
      {numbers.map(({ name, max }) => (
        <NumberSetting
          key={name}
          label={t(`settings.${name}`)}
          hint={t(`settings.${name}Hint`)}
          value={preferences[name]}
          locked={name === 'processingMinutes' ? null : lockedBecause(name)}
          min={1}
          max={max}
          onChange={(value) => value !== null && change({ [name]: value })}
        />
      ))}
      <SharedLimitsSetting />
    </>
  );
}
