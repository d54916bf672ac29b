import { useState } from 'react';
import type { FolderField, FolderRow, FolderSettings } from '../../../preload/contract/contract.ts';
import { visibleName } from '../../i18n/file-name.ts';
import { sentence } from '../../i18n/sentence.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { useApi, useStores } from '../shared/state/hoist.ts';
import { lastPart } from './folder-texts.ts';
import { parsePatterns, showPatterns } from './patterns.ts';
import { useFolderActions } from './use-folder-actions.ts';

/** The settings as the form shows them. */
export interface FolderDraft {
  readonly recursive: boolean;
  readonly include: string;
  readonly exclude: string;
  readonly retention: FolderSettings['retention'];
  readonly postUploadAction: FolderSettings['postUploadAction']['type'];
  /** Kept while another choice is selected. */
  readonly target: string | null;
  readonly onEdit: FolderSettings['onEdit'];
  readonly conversionRule: FolderSettings['conversionRule'];
}

interface Problem {
  readonly field: FolderField | null;
  readonly message: string;
}

const fresh: FolderDraft = {
  recursive: true,
  include: '',
  exclude: '',
  retention: 'keep',
  postUploadAction: 'leave',
  target: null,
  onEdit: 'new-version',
  conversionRule: 'ask',
};

function draftOf({ include, exclude, postUploadAction, ...settings }: FolderSettings): FolderDraft {
  return {
    ...settings,
    include: showPatterns(include),
    exclude: showPatterns(exclude),
    postUploadAction: postUploadAction.type,
    target: postUploadAction.type === 'move' ? postUploadAction.folder : null,
  };
}

/** @returns the settings; null if files are to be moved and no target is chosen */
function settingsOf({
  postUploadAction,
  target,
  include,
  exclude,
  ...draft
}: FolderDraft): FolderSettings | null {
  if (postUploadAction === 'move' && target === null) return null;
  return {
    ...draft,
    include: parsePatterns(include),
    exclude: parsePatterns(exclude),
    postUploadAction:
      postUploadAction === 'move' ? { type: 'move', folder: target ?? '' } : { type: postUploadAction },
  };
}

/** Which field's problem goes when a part of the draft changes. */
const fieldOf: Partial<Record<keyof FolderDraft, FolderField>> = {
  recursive: 'path',
  include: 'include',
  exclude: 'include',
  postUploadAction: 'postUploadAction',
  target: 'postUploadAction',
};

/** @param folder null for a new folder */
export function useFolderForm(path: string, folder: FolderRow | null) {
  const { view } = useStores();
  const api = useApi();
  const folderActions = useFolderActions();
  const texts = useTexts();
  const { t } = texts;
  const [draft, setDraft] = useState<FolderDraft>(folder ? draftOf(folder.settings) : fresh);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);

  function edit(change: Partial<FolderDraft>) {
    setDraft((now) => ({ ...now, ...change }));
    const edited = (Object.keys(change) as (keyof FolderDraft)[]).map((key) => fieldOf[key]);
    setProblem((now) => (now && now.field !== null && !edited.includes(now.field) ? now : null));
  }

  function complain(next: Problem) {
    setProblem(next);
    view.announce(next.message);
  }

  /** @returns the problem, or null when the settings were saved */
  async function keep(settings: FolderSettings): Promise<Problem | null> {
    try {
      const outcome = await (folder ? api.updateFolder(folder.id, settings) : api.addFolder(path, settings));
      return outcome.ok ? null : { field: outcome.field, message: sentence(outcome.message, texts) };
    } catch (error) {
      console.error(error);
      return { field: null, message: t('problem.folder') };
    }
  }

  return {
    draft,
    problem,
    busy,
    edit,
    async chooseTarget() {
      const target = await folderActions.chooseTarget();
      if (target !== null) edit({ target });
    },
    /** Returns to the folders when the settings were saved. */
    async submit() {
      const settings = settingsOf(draft);
      if (settings === null)
        return complain({ field: 'postUploadAction', message: t('folders.form.targetMissing') });
      setBusy(true);
      const complaint = await keep(settings);
      setBusy(false);
      if (complaint) return complain(complaint);
      const name = visibleName(lastPart(path));
      view.toast(t(folder ? 'folders.form.saved' : 'folders.form.added', { name }));
      view.closeFolderForm();
    },
  };
}
