import { splitName, visibleName } from '../i18n/file-name.ts';

interface FileNameProps {
  readonly name: string;
  readonly folder: string;
  /** Whether a click on it opens its row. */
  readonly opens?: boolean;
}

/**
 * A name that shortens in the middle, so that its end and type stay visible. The tooltip shows all of it. In a list, a click on it
 * opens its row.
 */
export function FileName({ name, folder, opens = true }: FileNameProps) {
  const shown = visibleName(name);
  const { head, tail } = splitName(shown);
  return (
    <span
      title={`${shown}\n${visibleName(folder)}`}
      data-opens={opens || undefined}
      className={`flex min-w-0 max-w-full ${opens ? 'cursor-pointer hover:underline' : ''}`}
    >
      <bdi className="flex min-w-0 whitespace-pre">
        <span className="overflow-hidden text-ellipsis">{head}</span>
        <span className="shrink-0">{tail}</span>
      </bdi>
    </span>
  );
}
