import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';

interface SaveAndTestProps {
  /** What is under way; nothing else starts meanwhile. */
  readonly busy: 'save' | 'test' | null;
  readonly onTest: () => unknown;
}

/** The buttons of a form whose values can be tried before they are saved: the form itself saves. */
export function SaveAndTest({ busy, onTest }: SaveAndTestProps) {
  const { t } = useTexts();
  return (
    <>
      <Button look="primary" type="submit" aria-disabled={busy !== null} className="min-w-18">
        {t(busy === 'save' ? 'settings.saving' : 'settings.save')}
      </Button>
      <Button aria-disabled={busy !== null} onClick={() => void (busy ?? onTest())} className="min-w-34">
        {t(busy === 'test' ? 'settings.testing' : 'settings.test')}
      </Button>
    </>
  );
}
