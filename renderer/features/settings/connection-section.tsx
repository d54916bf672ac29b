import { TriangleAlert } from 'lucide-react';
import type { Connection } from '../../../preload/contract/contract.ts';
import { sentence } from '../../i18n/sentence.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Notice } from '../../ui/notice.tsx';
import { ConnectionForm } from './connection-form.tsx';
import { SandboxCard } from './sandbox.tsx';

/** The form, with the sandbox beside or below it. */
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
