import { Pause, Play } from 'lucide-react';
import { useTexts } from '../../i18n/use-texts.ts';
import { useHoist, useQueue } from '../../store/hoist.ts';
import { movingTotal } from '../../store/progress.ts';
import { Button } from '../../ui/button.tsx';
import { handsBackFocus } from '../../ui/hand-back-focus.ts';
import { mayPause } from './blocked-notice.ts';

/** One button for both, so that a second press takes the first one back. Nothing offers a pause where nothing would pause. */
export function PauseButton() {
  const { t } = useTexts();
  const { actions } = useHoist();
  const isPaused = useQueue(({ paused }) => paused);
  const isPausable = useQueue(({ queueStatus, tally }) => mayPause(queueStatus) && movingTotal(tally) > 0);
  if (!isPaused && !isPausable) return null;
  const Icon = isPaused ? Play : Pause;
  return (
    <Button
      ref={handsBackFocus}
      size="small"
      className="min-w-23"
      onClick={() => void (isPaused ? actions.resume() : actions.pause())}
    >
      <Icon aria-hidden="true" size={14} />
      {t(isPaused ? 'summary.resume' : 'summary.pause')}
    </Button>
  );
}
