import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Connection } from '../../../preload/contract/contract.ts';
import { sentence } from '../../i18n/sentence.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Notice } from '../../ui/notice.tsx';
import { ConnectionForm } from './connection-form.tsx';
import { SandboxCard } from './sandbox-card.tsx';

interface SetupLayoutProps {
  readonly connection: Connection;
  /** Above the form. */
  readonly children: ReactNode;
}

/** The page of the first run. */
export function SetupLayout({ connection, children }: SetupLayoutProps) {
  return (
    <main tabIndex={-1} className="min-h-0 flex-1 overflow-auto outline-none">
      <div className="mx-auto max-w-3xl p-4 sm:p-6 md:pt-10">
        <div className="mb-6">{children}</div>
        <ConnectionSection connection={connection} />
      </div>
    </main>
  );
}

/** The form and, beside or below it, the sandbox. */
export function ConnectionSection({ connection }: { readonly connection: Connection }) {
  const texts = useTexts();
  return (
    <>
      {connection.notice && (
        <div className="mb-6">
          <Notice Icon={TriangleAlert}>{sentence(connection.notice, texts)}</Notice>
        </div>
      )}
      <div className="grid items-start gap-x-10 gap-y-6 md:grid-cols-[minmax(0,1fr)_16rem]">
        <ConnectionForm connection={connection} />
        <SandboxCard mode={connection.mode} />
      </div>
    </>
  );
}
