import { TriangleAlert } from 'lucide-react';
import type { Connection } from '../../../preload/contract/contract.ts';
import { sentence } from '../../i18n/sentence.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Notice } from '../../ui/notice.tsx';
import { useHoist, useStores } from '../shared/state/hoist.ts';
import { ConnectionForm } from './connection-form.tsx';
import { SandboxCard } from './sandbox.tsx';

/** The form, with the sandbox beside or below it. */
export function ConnectionSection({ connection }: { readonly connection: Connection }) {
  const texts = useTexts();
  const { view } = useStores();
  const organisation = useHoist(({ organisation }) => organisation);
  const notices = [...(connection.notice ? [connection.notice] : []), ...(organisation?.problems ?? [])];
  return (
    <>
      {notices.length > 0 && (
        <div className="mb-6 space-y-2">
          {notices.map((notice) => (
            <Notice key={notice.code} Icon={TriangleAlert}>
              {sentence(notice, texts)}
            </Notice>
          ))}
        </div>
      )}
      <div className="grid items-start gap-x-10 gap-y-6 md:grid-cols-[minmax(0,1fr)_16rem]">
        <ConnectionForm key={connection.id} connection={connection} onSaved={() => view.show('auto')} />
        <SandboxCard mode={connection.mode} />
      </div>
    </>
  );
}
