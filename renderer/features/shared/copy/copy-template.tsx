import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { CopyPreview } from '../../../../preload/contract/contract.ts';
import { useTexts } from '../../../i18n/use-texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Sheet } from '../../../ui/sheet.tsx';
import { useApi, useHoist, useStores } from '../state/hoist.ts';
import { useChangePreferences } from '../use-change-preferences.ts';
import { useCopyActions } from './use-copy-actions.ts';

const placeholders = ['{name}', '{id}', '{size}', '{hash}', '{path}'] as const;

/** The dialog, while it is open. */
export function CopyTemplate() {
  const ids = useHoist(({ view }) => view.copyTemplateFor);
  return ids && <TemplateSheet ids={ids} />;
}

/** The person's own template and its result. */
function TemplateSheet({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTexts();
  const { preferences, view } = useStores();
  const { copyAs } = useCopyActions();
  const changePreferences = useChangePreferences();
  const [template, setTemplate] = useState(preferences.getState()?.copyTemplate ?? '');
  const preview = usePreview(ids, template);
  const input = useRef<HTMLTextAreaElement>(null);
  const id = useId();

  function insert(placeholder: string) {
    const { selectionStart: from, selectionEnd: to } = input.current ?? {
      selectionStart: 0,
      selectionEnd: 0,
    };
    setTemplate(template.slice(0, from) + placeholder + template.slice(to));
    input.current?.focus();
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    await changePreferences({ copyTemplate: template });
    if (await copyAs(ids, { kind: 'template', template })) view.closeCopyTemplate();
  }

  return (
    <Sheet title={t('copy.template.title')} onClose={view.closeCopyTemplate}>
      <form onSubmit={submit} className="mt-4 space-y-4">
        <div>
          <label htmlFor={id} className="mb-1 block font-medium">
            {t('copy.template.label')}
          </label>
          <textarea
            ref={input}
            id={id}
            rows={2}
            maxLength={10_000}
            spellCheck={false}
            value={template}
            onChange={(event) => setTemplate(event.target.value)}
            className="block w-full resize-none rounded-md border border-line-strong bg-canvas px-2.5 py-1.5 font-mono text-sm select-text"
          />
          <div className="mt-2 flex flex-wrap gap-1">
            {placeholders.map((placeholder) => (
              <Button
                key={placeholder}
                size="small"
                className="font-mono"
                onClick={() => insert(placeholder)}
              >
                {placeholder}
              </Button>
            ))}
          </div>
        </div>
        <Preview preview={preview} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={view.closeCopyTemplate}>{t('copy.cancel')}</Button>
          <Button look="primary" type="submit" disabled={template === ''}>
            {t('copy.template.copy', { count: preview?.count ?? 0 })}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}

function Preview({ preview }: { readonly preview: CopyPreview | null }) {
  const { t } = useTexts();
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm text-soft">
        {t('copy.template.preview')}
      </label>
      <textarea
        id={id}
        readOnly
        rows={4}
        wrap="off"
        value={preview?.text ?? ''}
        className="block w-full resize-none rounded-md bg-sunken px-2.5 py-1.5 font-mono text-sm select-text"
      />
    </div>
  );
}

/** @returns what would be copied; a result for an older template is ignored */
function usePreview(ids: readonly string[], template: string): CopyPreview | null {
  const api = useApi();
  const [preview, setPreview] = useState<CopyPreview | null>(null);
  useEffect(() => {
    let over = false;
    api.previewCopy(ids, { kind: 'template', template }).then(
      (next) => over || setPreview(next),
      (error: unknown) => console.error(error),
    );
    return () => {
      over = true;
    };
  }, [api, ids, template]);
  return preview;
}
