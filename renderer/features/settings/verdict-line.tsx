import { CircleAlert, CircleCheck } from 'lucide-react';
import type { ConnectionTest } from '../../../preload/contract/contract.ts';
import { sentence } from '../../i18n/sentence.ts';
import { useTexts } from '../../i18n/use-texts.ts';

/** How a test ended, where no single field is to blame. It has its place from the start, so that nothing moves. */
export function VerdictLine({ verdict }: { readonly verdict: ConnectionTest | null }) {
  const texts = useTexts();
  const shown = verdict && (verdict.ok || verdict.field === null) ? verdict : null;
  const Icon = shown?.ok ? CircleCheck : CircleAlert;
  return (
    <p className={`flex min-h-5 gap-1.5 text-sm ${shown?.ok ? 'text-good' : 'text-bad'}`}>
      {shown && (
        <>
          <Icon aria-hidden="true" size={16} className="mt-0.5 shrink-0" />
          <span className="min-w-0 [overflow-wrap:anywhere]">{sentence(shown.message, texts)}</span>
        </>
      )}
    </p>
  );
}
