import { LockOpen } from 'lucide-react';
import type { KeyProtection } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Notice } from '../../ui/notice.tsx';

interface KeyNoticeProps {
  readonly protection: KeyProtection;
  readonly hasKey: boolean;
}

/** Says so where the system cannot keep the key well. Of a key that was not kept, the main process tells by itself. */
export function KeyNotice({ protection, hasKey }: KeyNoticeProps) {
  const { t } = useTexts();
  if (protection === 'encrypted' || protection === 'unknown' || (protection === 'unavailable' && hasKey))
    return null;
  return (
    <Notice Icon={LockOpen}>
      {t(protection === 'plain-text-key' ? 'settings.plainTextKey' : 'settings.keyUnavailable')}
    </Notice>
  );
}
