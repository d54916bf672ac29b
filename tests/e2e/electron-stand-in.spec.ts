/** The stand-in's own promises, which real Electron does not make: this file runs on the stand-in only. */
import { expect, test } from './contract-app/fixture.ts';

test.describe('what is not implemented throws by name', () => {
  const uses: [string, string, string][] = [
    ['a property of a module', 'app.getAppMetrics', 'electron.app.getAppMetrics'],
    ['a whole module', 'netLog.stopLogging', 'electron.netLog.stopLogging'],
    ['a class', 'new ShareMenu({})', 'electron.ShareMenu'],
    ['a static method', 'BrowserWindow.getAllPanels', 'electron.BrowserWindow.getAllPanels'],
    [
      'a method of a window',
      'BrowserWindow.getAllWindows()[0].setOpacity',
      'electron.BrowserWindow.setOpacity',
    ],
    ['a method of its contents', 'webContents.getAllWebContents()[0].print', 'electron.webContents.print'],
    ['a dialog that nobody answers', 'dialog.showSaveDialog({})', 'electron.dialog.showSaveDialog'],
    ['the session', 'session.defaultSession.clearAuthCache', 'electron.session.clearAuthCache'],
  ];
  for (const [what, use, name] of uses) {
    test(what, async ({ contract: { app } }) => {
      const message = await app.evaluate((electron, source) => {
        try {
          new Function(...Object.keys(electron), `return ${source}`)(...Object.values(electron));
          return 'nothing';
        } catch (error) {
          return (error as Error).message;
        }
      }, use);
      expect(message).toBe(`not implemented: ${name}`);
    });
  }

  const insecure = [
    ['sandbox', false],
    ['contextIsolation', false],
    ['nodeIntegration', true],
    ['webSecurity', false],
    ['webviewTag', true],
  ] as const;
  for (const [preference, value] of insecure) {
    test(`a window with ${preference}: ${value}`, async ({ contract: { app } }) => {
      const message = await app.evaluate(
        ({ BrowserWindow }, webPreferences) => {
          try {
            new BrowserWindow({ webPreferences });
            return 'nothing';
          } catch (error) {
            return (error as Error).message;
          }
        },
        { [preference]: value },
      );
      expect(message).toBe(`not implemented: electron.BrowserWindow webPreferences.${preference}: ${value}`);
    });
  }
});

test('a page cannot ask for the path of a file by itself', async ({ contract: { app, page } }) => {
  await app.drop(page, {}, [import.meta.filename]);
  await page.waitForFunction(() => window.dropped.length === 1);
  await page.addScriptTag({ url: 'asks-for-paths.js' });
  const answer = await page.evaluate(() => Reflect.get(window, 'askForPaths')(window.dropped));
  expect(answer).toBeNull();
});

test('web security is on: another origin cannot be read', async ({ contract: { page } }) => {
  const frame = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const element = document.createElement('iframe');
        element.sandbox.add('allow-scripts');
        element.src = 'index.html';
        element.addEventListener('load', () => {
          resolve(element.contentDocument);
          element.remove();
        });
        document.body.append(element);
      }),
  );
  expect(frame).toBeNull();
});
