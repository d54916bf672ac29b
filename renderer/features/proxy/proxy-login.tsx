import { type FormEvent, useState } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useProxyActions } from './use-proxy-actions.ts';

interface ProxyLoginProps {
  /** The proxy that asks. */
  readonly proxy: string;
  readonly onClose: () => void;
}

/** Asks for the name and the password for a proxy. They leave the window once, and never come back. */
export function ProxyLogin({ proxy, onClose }: ProxyLoginProps) {
  const { t } = useTexts();
  const { signIn } = useProxyActions();
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const [isBusy, setIsBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    if (user === '') {
      setIsMissing(true);
      event.currentTarget.querySelector<HTMLInputElement>('[name=user]')?.focus();
      return;
    }
    setIsBusy(true);
    const isDone = await signIn(proxy, { user, password });
    setIsBusy(false);
    if (isDone) onClose();
  }

  return (
    <Sheet title={t('proxy.title')} onClose={onClose}>
      <p className="mt-1 text-soft [overflow-wrap:anywhere]">{t('proxy.body', { proxy })}</p>
      <form noValidate onSubmit={(event) => void submit(event)} className="mt-4 space-y-4">
        <Field
          name="user"
          label={t('proxy.user')}
          hint=""
          problem={isMissing && user === '' ? t('proxy.userMissing') : null}
          value={user}
          onText={setUser}
        />
        <Field
          name="password"
          type="password"
          label={t('proxy.password')}
          hint={t('proxy.passwordHint')}
          problem={null}
          value={password}
          onText={setPassword}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            {t('proxy.cancel')}
          </Button>
          <Button look="primary" type="submit" aria-disabled={isBusy} className="min-w-18">
            {t('proxy.signIn')}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
