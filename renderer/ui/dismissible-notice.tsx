import { type LucideIcon, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/use-texts.ts';
import { IconButton } from './button.tsx';
import { handsBackFocus } from './hand-back-focus.ts';
import { Notice } from './notice.tsx';

interface DismissibleNoticeProps {
  readonly Icon: LucideIcon;
  readonly onDismiss: () => void;
  readonly children: ReactNode;
}

/** A notice above a list, until the person dismisses it. */
export function DismissibleNotice({ Icon, onDismiss, children }: DismissibleNoticeProps) {
  const { t } = useTexts();
  return (
    <div className="shrink-0 px-4 pt-3">
      <Notice
        Icon={Icon}
        action={
          <IconButton
            ref={handsBackFocus}
            label={t('notice.dismiss')}
            className="-my-1 -mr-2"
            onClick={onDismiss}
          >
            <X aria-hidden="true" size={16} strokeWidth={1.5} />
          </IconButton>
        }
      >
        {children}
      </Notice>
    </div>
  );
}
