import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTexts } from '../i18n/use-texts.ts';
import { Button } from './button.tsx';

const COPIED_MS = 1500;

interface CopyButtonProps {
  /** @returns whether it was copied */
  readonly copy: () => Promise<boolean>;
  readonly tabIndex: 0 | -1;
}

/** Copies a file id and confirms it for a moment. */
export function CopyButton({ copy, tabIndex }: CopyButtonProps) {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const Icon = copied ? Check : Copy;
  return (
    <Button
      look="quiet"
      size="small"
      tabIndex={tabIndex}
      className="min-w-21"
      onClick={async () => setCopied(await copy())}
    >
      <Icon aria-hidden="true" size={14} />
      {copied ? t('row.copied') : t('row.copyId')}
    </Button>
  );
}
