/** Systems that no test machine is: the stand-in is told how each behaves. This file runs on the stand-in only. */
import { expect, test } from '../support/hoist-test.ts';

test('a window is shown where ready-to-show never comes', async ({ launch }) => {
  const { app } = await launch({ env: { HOIST_STAND_IN_READY_TO_SHOW: 'never' } });
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(true);
});
