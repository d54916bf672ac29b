import type { LockedSetting } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { useHoist } from '../shared/state/hoist.ts';

/** @returns why a setting can only be read; null where the person can change it */
export function useLocked(): (setting: LockedSetting) => string | null {
  const { t } = useTexts();
  const organisation = useHoist(({ organisation }) => organisation);
  return (setting) => (organisation?.locked.includes(setting) ? t('settings.byOrganisation') : null);
}
