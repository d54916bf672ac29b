import { ArrowLeft, CircleAlert } from 'lucide-react';
import { type FormEvent, useEffect, useRef } from 'react';
import type { FolderRow } from '../../../preload/contract/contract.ts';
import { visibleName } from '../../i18n/file-name.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { useStores } from '../shared/state/hoist.ts';
import { FolderChoices, RetentionChoice } from './folder-choices.tsx';
import { lastPart } from './folder-texts.ts';
import { useFolderForm } from './use-folder-form.ts';

interface FolderFormProps {
  readonly path: string;
  /** Null for a new folder. */
  readonly folder: FolderRow | null;
}

/** The settings of a folder. A problem shows at its field, which takes the focus. */
export function FolderForm({ path, folder }: FolderFormProps) {
  const { t } = useTexts();
  const { view } = useStores();
  const { draft, problem, busy, edit, chooseTarget, submit } = useFolderForm(path, folder);
  const form = useRef<HTMLFormElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const blamed = problem?.field ?? null;
  const problemOf = (field: typeof blamed) => (blamed === field ? (problem?.message ?? null) : null);

  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (blamed === 'path') heading.current?.focus();
    else if (blamed)
      form.current?.querySelector<HTMLElement>(`[name=${blamed}]:is(:checked, [type=text])`)?.focus();
  }, [blamed]);

  function send(event: FormEvent) {
    event.preventDefault();
    if (!busy) void submit();
  }

  return (
    <form ref={form} noValidate onSubmit={send} className="mx-auto w-full max-w-3xl space-y-5 p-4 sm:px-6">
      <div>
        <div className="flex items-center gap-2">
          <IconButton label={t('folders.form.back')} className="-ml-1.5" onClick={view.closeFolderForm}>
            <ArrowLeft aria-hidden="true" size={18} strokeWidth={1.75} />
          </IconButton>
          <h2
            ref={heading}
            tabIndex={-1}
            className="min-w-0 scroll-mt-6 text-lg font-semibold tracking-tight outline-none [overflow-wrap:anywhere]"
          >
            {folder
              ? t('folders.form.edit', { name: visibleName(folder.name) })
              : t('folders.form.add', { name: visibleName(lastPart(path)) })}
          </h2>
        </div>
        <p className="mt-1 text-soft [overflow-wrap:anywhere]">
          <bdi>{visibleName(path)}</bdi>
        </p>
        {!folder && <p className="text-soft">{t('folders.form.addHint')}</p>}
        <Complaint text={problemOf('path')} />
      </div>
      <div className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
        <div className="space-y-4">
          <Field
            type="text"
            name="include"
            label={t('folders.form.include')}
            hint={t('folders.form.includeHint')}
            placeholder={t('folders.form.includeEmpty')}
            value={draft.include}
            problem={problemOf('include')}
            onText={(include) => edit({ include })}
          />
          <Field
            type="text"
            name="exclude"
            label={t('folders.form.exclude')}
            hint={t('folders.form.excludeHint')}
            placeholder={t('folders.form.excludeEmpty')}
            value={draft.exclude}
            problem={null}
            onText={(exclude) => edit({ exclude })}
          />
          <SubFolders checked={draft.recursive} onChange={(recursive) => edit({ recursive })} />
          <RetentionChoice draft={draft} edit={edit} />
        </div>
        <FolderChoices
          draft={draft}
          targetProblem={problemOf('postUploadAction')}
          edit={edit}
          onChooseTarget={() => void chooseTarget()}
        />
      </div>
      <Complaint text={problemOf(null)} />
      <div className="flex flex-wrap gap-2">
        <Button look="primary" type="submit" aria-disabled={busy}>
          {t(busy ? 'folders.form.starting' : folder ? 'folders.form.save' : 'folders.form.start')}
        </Button>
        <Button onClick={view.closeFolderForm}>{t('folders.form.cancel')}</Button>
      </div>
    </form>
  );
}

function Complaint({ text }: { readonly text: string | null }) {
  if (text === null) return null;
  return (
    <p className="mt-1 flex gap-1.5 text-sm text-bad">
      <CircleAlert aria-hidden="true" size={14} className="mt-0.75 shrink-0" />
      <span className="min-w-0 [overflow-wrap:anywhere]">{text}</span>
    </p>
  );
}

interface SubFoldersProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function SubFolders({ checked, onChange }: SubFoldersProps) {
  const { t } = useTexts();
  return (
    <div>
      <label className="flex gap-2 font-medium">
        <input
          type="checkbox"
          checked={checked}
          aria-describedby="subfolders-hint"
          onChange={(event) => onChange(event.target.checked)}
          className="mt-0.75 size-3.5 shrink-0 accent-accent"
        />
        {t('folders.form.subfolders')}
      </label>
      <p id="subfolders-hint" className="pl-5.5 text-sm text-soft">
        {t('folders.form.subfoldersHint')}
      </p>
    </div>
  );
}
