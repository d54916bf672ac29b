import { expect, rowOf, test } from '../support/hoist-test.ts';
import { writeRandom } from '../support/uploads.ts';

test('files that are held while the screen changes are taken, wherever they are let go', async ({
  launch,
  folder,
}) => {
  const { app, page } = await launch();
  const path = await writeRandom(folder.at('held.pdf'), 3000);
  await app.dragOver(page, { selector: 'form' }, [path]);
  await page.evaluate('window.hoist.useSandbox()');
  await expect(page.getByRole('button', { name: 'Leave sandbox' })).toBeVisible();
  await app.dropHeld(page);
  await expect(rowOf(page, 'held.pdf')).toContainText('Ready');

  // The browser drops on what was under the pointer when it last moved, even if that has left the page since.
  await page.evaluate(() => {
    const screen = document.createElement('div');
    screen.style.cssText = 'position: fixed; inset: 0; z-index: 9999';
    let moves = 0;
    screen.addEventListener('dragover', () => {
      moves += 1;
      if (moves === 2) screen.remove();
    });
    document.body.append(screen);
  });
  const gone = await writeRandom(folder.at('gone.pdf'), 3000);
  await app.dragOver(page, {}, [gone]);
  await app.dropHeld(page);
  await expect(rowOf(page, 'gone.pdf')).toContainText('Ready');
});
