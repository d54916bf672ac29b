import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { Bar } from '../../ui/bar.tsx';
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
    <Bar label={t('proxy.mark')} Icon={KeyRound} text={t(wasRefused ? 'proxy.refused' : 'proxy.asks')}>
      <Button size="small" onClick={() => setIsOpen(true)}>
        {t('proxy.open')}
      </Button>
      {isOpen && <ProxyLogin key={proxy} proxy={proxy} onClose={() => setIsOpen(false)} />}
    </Bar>
  );
}
