import type { ReactNode } from 'react';
import type { UploadDetails } from '../../../../preload/contract/contract.ts';
import { visibleName } from '../../../i18n/file-name.ts';
import { useTexts } from '../../../i18n/use-texts.ts';
import { useNow } from '../../../ui/use-now.ts';

/** What the file is, and where it lies here and at the server. */
export function Facts({ details }: { readonly details: UploadDetails }) {
  const { t, format } = useTexts();
  const todayMs = useNow('days');
  const { row, path, sha256, fileId, whom, earlierFileId, endedAtMs } = details;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
      {row.sizeBytes !== null && <Fact name={t('details.size')}>{format.size(row.sizeBytes)}</Fact>}
      <Fact name={t('details.place')}>
        <bdi>{visibleName(path)}</bdi>
      </Fact>
      {row.madeFrom !== null && <Fact name={t('details.sentAs')}>{visibleName(row.name)}</Fact>}
      {row.from !== null && <Fact name={t('details.from')}>{visibleName(row.from)}</Fact>}
      <Fact name={t('details.added')}>{format.moment(row.addedAtMs, todayMs)}</Fact>
      {endedAtMs !== null && <Fact name={t('details.ended')}>{format.moment(endedAtMs, todayMs)}</Fact>}
      <Fact name={t('details.kept')}>{t(`details.keptFor.${row.retention}`)}</Fact>
      {whom !== null && <Fact name={t('details.server')}>{t('details.whom', { ...whom })}</Fact>}
      {fileId !== null && <Fact name={t('details.fileId')}>{<Code>{fileId}</Code>}</Fact>}
      {earlierFileId !== null && <Fact name={t('details.earlier')}>{<Code>{earlierFileId}</Code>}</Fact>}
      {sha256 !== null && <Fact name={t('details.hash')}>{<Code>{sha256}</Code>}</Fact>}
    </dl>
  );
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-soft">{name}</dt>
      <dd className="select-text [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}

export function Code({ children }: { readonly children: string }) {
  return <span className="font-mono text-xs">{children}</span>;
}
