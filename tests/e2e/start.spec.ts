import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { destinationOf } from '../../main/core/model/connection-settings.ts';
import { answerDialogs, saidBy } from '../support/desktop.ts';
import { addFolder, cardOf, startWatching } from '../support/folders-screen.ts';
import { connect, expect, picture, rowOf, test } from '../support/hoist-test.ts';
import { runToEnd } from '../support/run-to-end.ts';
import { storedUpload } from '../support/store/stored.ts';
import { stored } from '../support/stored-facts.ts';
import { writeRandom } from '../support/uploads.ts';

test('files named on the command line are queued, whatever is said of the clipboard, and wait for a connection', async ({
  launch,
  api,
  folder,
}) => {
  const path = await writeRandom(folder.at('named.pdf'), 20_000);
  const { app, page } = await launch({ args: ['--upload-clipboard', path] });
  await expect(page.getByText('1 file waits in the queue')).toBeVisible();
  await picture(app, page, 'first-run-with-file');
  await connect(page, api.settings);
  await expect(rowOf(page, 'named.pdf')).toContainText('Ready');
});

test('the sandbox works without an account, is marked, and can be left', async ({ launch, folder }) => {
  const { app, page } = await launch();
  await page.getByRole('button', { name: 'Try it without an account' }).click();
  await expect(page.getByText('Sandbox').first()).toBeVisible();
  await picture(app, page, 'empty-queue');
  await writeFile(folder.at('hello.txt'), 'Hello.');
  await app.drop(page, {}, [folder.at('hello.txt')]);
  await expect(rowOf(page, 'hello.txt')).toContainText('Ready');
  await mkdir(folder.at('Trial'));
  await addFolder(app, page, folder.at('Trial'));
  await startWatching(page);
  await expect(cardOf(page, 'Trial')).toContainText('Watching');
  await answerDialogs(app, { buttons: [1, 0] });
  const leave = page.getByRole('button', { name: 'Leave sandbox' });
  await leave.click();
  await expect.poll(() => saidBy(app)).toMatchObject([{ text: 'Leave the sandbox?' }]);
  expect((await saidBy(app))[0]?.detail).toContain('forgets the folder');
  await expect(cardOf(page, 'Trial')).toBeVisible();
  await leave.click();
  await expect(page.getByRole('heading', { name: 'Connect Hoist' })).toBeVisible();
});

test('the settings are kept over a restart, the key encrypted and nowhere in plain text', async ({
  launch,
  api,
  folder,
}) => {
  const first = await launch();
  await connect(first.page, api.settings);
  await expect(first.page.getByText('Connected', { exact: true })).toBeVisible();
  await first.app.close();
  for (const entry of await readdir(folder.at('data'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    expect(bytes.includes(api.settings.apiKey), entry.name).toBe(false);
  }
  const second = await launch();
  await expect(second.page.getByText('Connected', { exact: true })).toBeVisible();
  await second.app.drop(second.page, {}, [await writeRandom(folder.at('later.pdf'), 20_000)]);
  await expect(rowOf(second.page, 'later.pdf')).toContainText('Ready');
});

test('a list of several pages is whole after a restart, in its order', async ({ launch, api, folder }) => {
  const first = await launch();
  await connect(first.page, api.settings);
  await expect(first.page.getByText('Connected', { exact: true })).toBeVisible();
  await first.app.close();
  const destination = destinationOf(api.settings);
  const uploads = Array.from({ length: 1100 }, (_, n) => storedUpload(n, { destination, batch: null }));
  stored(folder.at('data'), (store) => store.save(uploads));
  const { page } = await launch();
  await expect(page.getByText(`${uploads.length.toLocaleString('en')} of`, { exact: false })).toBeVisible();
  const list = page.getByRole('treegrid');
  await expect(list).toHaveAttribute('aria-rowcount', String(uploads.length));
  await expect(rowOf(page, uploads[0]?.name ?? '')).toBeVisible();
  await list.getByRole('row').first().click();
  await page.keyboard.press('End');
  await expect(rowOf(page, uploads.at(-1)?.name ?? '')).toBeVisible();
});

test('damaged settings are set aside and said, and Hoist starts', async ({ launch, folder }) => {
  const first = await launch();
  await first.app.close();
  await writeFile(folder.at('data/settings.json'), '{ "baseUrl": "https:');
  const { page } = await launch();
  await expect(page.getByText('The settings were damaged')).toBeVisible();
  expect((await readdir(folder.at('data'))).some((name) => name.startsWith('settings.json.corrupt-'))).toBe(
    true,
  );
});

test('files come from a second start, from its switch for the clipboard, and as macOS names them', async ({
  launch,
  api,
  folder,
}) => {
  const { app, page } = await launch();
  await connect(page, api.settings);
  const second = async (...args: string[]) =>
    expect((await runToEnd({ dataDir: folder.at('data'), args })).exitCode).toBe(0);
  await second(await writeRandom(folder.at('second.pdf'), 20_000));
  await expect(rowOf(page, 'second.pdf')).toContainText('Ready');
  await second(pathToFileURL(await writeRandom(folder.at('by its URL.pdf'), 2_000)).href);
  await expect(rowOf(page, 'by its URL.pdf')).toContainText('Ready');
  const list = folder.at('data/file-lists/1.json');
  await mkdir(dirname(list), { recursive: true });
  await writeFile(list, JSON.stringify([await writeRandom(folder.at('listed.pdf'), 2_000)]));
  await second(`--file-list=${list}`);
  await expect(rowOf(page, 'listed.pdf')).toContainText('Ready');
  await expect.poll(() => readdir(dirname(list))).toEqual([]);
  await app.evaluate(({ clipboard }) => clipboard.writeText('Copied words'));
  await second('--upload-clipboard');
  await expect(rowOf(page, 'Copied words')).toContainText('Ready');
  const opened = [
    await writeRandom(folder.at('one.pdf'), 2_000),
    await writeRandom(folder.at('two.pdf'), 2_000),
  ];
  await app.evaluate(({ app: electronApp }, paths) => {
    for (const path of paths) electronApp.emit('open-file', { preventDefault() {} }, path);
  }, opened);
  for (const name of ['one.pdf', 'two.pdf']) await expect(rowOf(page, name)).toContainText('Ready');

  // A clipboard that cannot be read is said each time.
  await answerDialogs(app);
  await app.evaluate(({ app: electronApp, clipboard }) => {
    clipboard.read = () => Promise.reject(new Error('Not now.'));
    const wanted = { files: [], fileList: null, isHidden: true, uploadsClipboard: true };
    for (let times = 0; times < 2; times += 1) electronApp.emit('second-instance', {}, [], '/', wanted);
  });
  const notRead = 'The clipboard could not be uploaded';
  await expect.poll(async () => (await saidBy(app)).map(({ text }) => text)).toEqual([notRead, notRead]);

  // What comes while Hoist ends, which it does once however often it is asked, is for the next start.
  const late = { files: [folder.at('late.pdf')], fileList: null, isHidden: true, uploadsClipboard: false };
  app
    .evaluate(({ app: electronApp }, options) => {
      electronApp.relaunch = (options) => console.log(JSON.stringify(options));
      electronApp.once('will-quit', () => {
        electronApp.emit('second-instance', {}, [], '/', options);
        setImmediate(() => electronApp.quit());
      });
      electronApp.quit();
    }, late)
    .catch(() => undefined);
  expect(await app.exited()).toBe(0);
  const relaunched =
    app
      .stdout()
      .split('\n')
      .find((line) => line.startsWith('{"')) ?? '{}';
  expect(JSON.parse(relaunched).args.slice(-2)).toEqual(['--hidden', folder.at('late.pdf')]);
  const logged = await readFile(folder.at('data/logs/hoist.log'), 'utf8');
  expect(logged.match(/ quit.*/g)).toEqual([' quit']);
});
