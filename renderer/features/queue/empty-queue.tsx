import { useTexts } from '../../i18n/use-texts.ts';
import { Mark } from '../../ui/mark.tsx';
import { AddButtons } from './add-buttons.tsx';

export function EmptyQueue() {
  const { t } = useTexts();
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-auto p-4">
      <div className="m-auto flex max-w-md flex-col items-center py-4 text-center">
        <Mark size={56} />
        <h2 className="mt-5 text-lg font-semibold">{t('empty.title')}</h2>
        <p className="mt-1 text-soft">{t('empty.body')}</p>
        <div className="mt-6 flex flex-wrap justify-center gap-2">
          <AddButtons />
        </div>
        <p className="mt-6 text-sm text-soft">{t('empty.types')}</p>
      </div>
    </div>
  );
}
