import type { ReactNode } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { FileName } from '../../ui/shown-file-name.tsx';

interface FileLinesProps {
  readonly label: string;
  /** The number of files that are not listed. */
  readonly more: number;
  readonly children: ReactNode;
}

/** A short list of a folder's files. It scrolls by itself, so that the next cards stay near. */
export function FileLines({ label, more, children }: FileLinesProps) {
  const { t } = useTexts();
  return (
    <div className="max-h-56 overflow-auto">
      <ul aria-label={label}>{children}</ul>
      {more > 0 && <p className="py-1 text-sm text-soft">{t('folders.list.more', { count: more })}</p>}
    </div>
  );
}

const columns = {
  sentence: 'sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto]',
  size: 'grid-cols-[minmax(0,1fr)_auto] sm:grid-cols-[minmax(0,1fr)_auto_auto]',
} as const;

interface FileLineProps {
  /** The path relative to the folder. */
  readonly file: string;
  readonly detail: string;
  /** The kind of detail, which decides its width. */
  readonly about: keyof typeof columns;
  /** Buttons at the end of the line. */
  readonly children?: ReactNode;
}

export function FileLine({ file, detail, about, children }: FileLineProps) {
  const slash = file.lastIndexOf('/');
  return (
    <li className={`grid items-start gap-x-3 py-1 text-sm ${columns[about]}`}>
      <FileName name={file.slice(slash + 1)} folder={file.slice(0, Math.max(0, slash))} />
      <span className="text-soft tabular-nums [overflow-wrap:anywhere]">{detail}</span>
      <span className="-my-1 flex gap-1">{children}</span>
    </li>
  );
}
