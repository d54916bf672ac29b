import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { useHoist } from '../shared/state/hoist.ts';
import { ProxyLogin } from './proxy-login.tsx';

/** Shows on every screen while a proxy asks for a name and a password. */
export function ProxyBar() {
  const { t } = useTexts();
  const question = useHoist(({ proxy }) => proxy.question);
  const [isOpen, setIsOpen] = useState(false);
  if (question === null) return null;
  const { proxy, wasRefused } = question;
  return (
    <section
      aria-label={t('proxy.mark')}
      className="flex shrink-0 items-center gap-2 border-b border-line py-1 pr-2 pl-4 text-sm text-soft"
    >
      <KeyRound aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0" />
      <p className="min-h-7 min-w-0 flex-1 content-center [overflow-wrap:anywhere]">
        {t(wasRefused ? 'proxy.refused' : 'proxy.asks')}
      </p>
      <Button size="small" onClick={() => setIsOpen(true)}>
        {t('proxy.open')}
      </Button>
      {isOpen && <ProxyLogin key={proxy} proxy={proxy} onClose={() => setIsOpen(false)} />}
    </section>
  );
}
