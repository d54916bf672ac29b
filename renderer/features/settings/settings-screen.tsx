import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useWords } from '../../locales/use-words.ts';
import { useConnection, useHoist } from '../../store/hoist.ts';
import { IconButton } from '../../ui/button.tsx';
import { SetupLayout } from './setup-layout.tsx';

/** Reached from the header; the arrow and Escape lead back. */
export function SettingsScreen() {
  const { t } = useWords();
  const { view } = useHoist();
  const connection = useConnection();
  const heading = useRef<HTMLHeadingElement>(null);

  // A field with a complaint has taken the focus already.
  useEffect(() => {
    if (!heading.current?.closest('main')?.contains(document.activeElement)) heading.current?.focus();
  }, []);

  if (!connection) return null;
  return (
    <SetupLayout connection={connection}>
      <div className="flex items-center gap-2">
        <IconButton label={t('settings.back')} className="-ml-1.5" onClick={() => view.show('auto')}>
          <ArrowLeft aria-hidden="true" size={18} strokeWidth={1.75} />
        </IconButton>
        <h2 ref={heading} tabIndex={-1} className="text-lg font-semibold tracking-tight outline-none">
          {t('settings.title')}
        </h2>
      </div>
    </SetupLayout>
  );
}
