import { File, FileSpreadsheet, FileText, FileType, Sheet } from 'lucide-react';
import { type FileKind, kindOf } from '../i18n/file-name.ts';

const icons: Readonly<Record<FileKind, { readonly Icon: typeof File; readonly colour: string }>> = {
  pdf: { Icon: FileText, colour: 'text-kind-pdf' },
  document: { Icon: FileType, colour: 'text-kind-document' },
  spreadsheet: { Icon: FileSpreadsheet, colour: 'text-kind-table' },
  table: { Icon: Sheet, colour: 'text-kind-table' },
  text: { Icon: FileText, colour: 'text-kind-text' },
  other: { Icon: File, colour: 'text-kind-text' },
};

export function FileIcon({ name }: { readonly name: string }) {
  const { Icon, colour } = icons[kindOf(name)];
  return <Icon aria-hidden="true" size={20} strokeWidth={1.5} className={colour} />;
}
