import { visibleName } from '../../i18n/file-name.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceGroup } from '../../ui/choice-group.tsx';
import { useCanMakePdf } from '../shared/use-can-make-pdf.ts';
import type { FolderDraft } from './use-folder-form.ts';

interface FolderChoicesProps {
  readonly draft: FolderDraft;
  readonly targetProblem: string | null;
  readonly edit: (change: Partial<FolderDraft>) => void;
  readonly onChooseTarget: () => void;
}

/** What happens to a file in this folder when it is ready, when somebody edits it, and when the server does not take it. */
export function FolderChoices({ draft, targetProblem, edit, onChooseTarget }: FolderChoicesProps) {
  const { t } = useTexts();
  const canMakePdf = useCanMakePdf();
  return (
    <div className="space-y-6">
      <ChoiceGroup
        name="postUploadAction"
        legend={t('folders.form.postUploadAction')}
        value={draft.postUploadAction}
        problem={targetProblem}
        onChoice={(postUploadAction) => edit({ postUploadAction })}
        choices={[
          { value: 'leave', label: t('folders.form.leave'), hint: t('folders.form.leaveHint') },
          {
            value: 'move',
            label: t('folders.form.move'),
            hint: t('folders.form.moveHint'),
            extra: <MoveTarget target={draft.target} onChoose={onChooseTarget} />,
          },
          { value: 'trash', label: t('folders.form.trash'), hint: t('folders.form.trashHint') },
        ]}
      />
      <ChoiceGroup
        name="onEdit"
        legend={t('folders.form.onEdit')}
        value={draft.onEdit}
        problem={null}
        onChoice={(onEdit) => edit({ onEdit })}
        choices={[
          {
            value: 'new-version',
            label: t('folders.form.new-version'),
            hint: t('folders.form.new-versionHint'),
          },
          { value: 'leave', label: t('folders.form.leaveEdit'), hint: t('folders.form.leaveEditHint') },
          { value: 'ask', label: t('folders.form.ask'), hint: t('folders.form.askHint') },
        ]}
      />
      <ChoiceGroup
        name="conversionRule"
        legend={t('folders.form.conversion')}
        value={draft.conversionRule}
        problem={null}
        onChoice={(conversionRule) => edit({ conversionRule })}
        choices={(['ask', 'text', 'pdf', 'never'] as const).map((value) => ({
          value,
          label: t(`convert.rule.${value}`),
          ...(value === 'pdf' && !canMakePdf
            ? { hint: t('convert.ruleHint.pdfMissing'), disabled: true }
            : { hint: t(`convert.ruleHint.${value}`) }),
        }))}
      />
    </div>
  );
}

interface RetentionChoiceProps {
  readonly draft: FolderDraft;
  readonly edit: (change: Partial<FolderDraft>) => void;
}

/** How long the server keeps a file. */
export function RetentionChoice({ draft, edit }: RetentionChoiceProps) {
  const { t } = useTexts();
  return (
    <ChoiceGroup
      name="retention"
      legend={t('folders.form.retention')}
      value={draft.retention}
      problem={null}
      onChoice={(retention) => edit({ retention })}
      choices={[
        { value: 'keep', label: t('add.keep'), hint: t('add.keepHint') },
        { value: 'temporary', label: t('add.temporary'), hint: t('add.temporaryHint') },
      ]}
    />
  );
}

interface MoveTargetProps {
  readonly target: string | null;
  readonly onChoose: () => void;
}

function MoveTarget({ target, onChoose }: MoveTargetProps) {
  const { t } = useTexts();
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 pl-5.5">
      <Button size="small" onClick={onChoose}>
        {t('folders.form.chooseTarget')}
      </Button>
      <span className={`min-w-0 text-sm [overflow-wrap:anywhere] ${target === null ? '' : 'basis-full'}`}>
        {target === null ? (
          <span className="text-soft">{t('folders.form.noTarget')}</span>
        ) : (
          <bdi>{visibleName(target)}</bdi>
        )}
      </span>
    </div>
  );
}
