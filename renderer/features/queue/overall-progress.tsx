import { overallProgress } from '../../../main/core/model/row-counts.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useHoist } from '../shared/state/hoist.ts';

/** One bar for all files of the queue. */
export function OverallProgress() {
  const { t } = useTexts();
  const value = useHoist(({ queue: { counts } }) => overallProgress(counts));
  return <ProgressBar label={t('summary.progress')} value={value} className="h-1" />;
}
