import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTexts } from '../i18n/use-texts.ts';
import { Button } from './button.tsx';

const COPIED_MS = 1500;

interface CopyButtonProps {
  /** Answers whether it did. */
  readonly copy: () => Promise<boolean>;
  readonly tabIndex: 0 | -1;
}

/** Copies a file id, and shows for a moment that it did. */
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
