import { Pause, Play } from 'lucide-react';
import { movingTotal } from '../../../main/core/model/row-counts.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { handsBackFocus } from '../../ui/hand-back-focus.ts';
import { useHoist } from '../shared/state/hoist.ts';
import { mayPause } from '../shared/status/blocked-notice.ts';
import { useStatusActions } from '../shared/status/use-status-actions.ts';

/** One button for both, so that a second press undoes the first. It is hidden when a pause would change nothing. */
export function PauseButton() {
  const { t } = useTexts();
  const { pause, resume } = useStatusActions();
  const isPaused = useHoist(({ queue: { paused } }) => paused);
  const isPausable = useHoist(
    ({ queue: { queueStatus, counts } }) => mayPause(queueStatus) && movingTotal(counts) > 0,
  );
  if (!isPaused && !isPausable) return null;
  const Icon = isPaused ? Play : Pause;
  return (
    <Button
      ref={handsBackFocus}
      look="quiet"
      className="min-w-24"
      onClick={() => void (isPaused ? resume() : pause())}
    >
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
      {t(isPaused ? 'summary.resume' : 'summary.pause')}
    </Button>
  );
}
