import type { Page } from 'playwright';

type Act = (page: Page) => Promise<void>;

const to =
  (name: RegExp, act: Act = async () => {}): Act =>
  async (page) => {
    await page.getByRole('navigation').getByRole('button', { name }).click();
    await act(page);
  };

const toLibrary = (act?: Act) => to(/^Library$/, act);
const toHistory = (act?: Act) => to(/^History$/, act);

const rowOf = (page: Page, name: RegExp) => page.getByRole('row', { name }).first();

/** Past uploads, and the files on the server. */
export const archiveActs: readonly { readonly name: string; readonly scene: string; readonly act: Act }[] = [
  { name: 'history', scene: 'history', act: toHistory() },
  { name: 'history-none', scene: 'history-none', act: toHistory() },
  { name: 'history-odd', scene: 'history-odd', act: toHistory() },
  { name: 'history-sandbox', scene: 'history-sandbox', act: toHistory() },
  {
    name: 'history-selected',
    scene: 'history',
    act: toHistory(async (page) => {
      await page
        .getByRole('row', { name: /^Customer list/ })
        .first()
        .click();
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Shift+ArrowDown');
    }),
  },
  {
    name: 'history-menu',
    scene: 'history',
    act: toHistory((page) => page.getByRole('button', { name: 'More' }).nth(1).click()),
  },
  {
    name: 'history-nothing-found',
    scene: 'history',
    act: toHistory(async (page) => {
      await page.getByRole('searchbox').fill('no such file');
      await page.getByText('Nothing found').waitFor();
    }),
  },
  {
    name: 'history-many-end',
    scene: 'history-many',
    act: toHistory(async (page) => {
      await page.getByRole('row').first().click();
      for (let press = 0; press < 30; press += 1) await page.keyboard.press('End');
    }),
  },
  ...[
    ...['library', 'library-none', 'library-odd', 'library-loading', 'library-no-listing'],
    ...['library-rate-limited', 'library-offline', 'library-wrong-key', 'library-deleting'],
  ].map((name) => ({ name, scene: name, act: toLibrary() })),
  {
    name: 'library-selected',
    scene: 'library',
    act: toLibrary(async (page) => {
      await rowOf(page, /^Customer list/).click();
      await page.keyboard.press('Shift+ArrowDown');
    }),
  },
  {
    name: 'library-details',
    scene: 'library',
    act: toLibrary(async (page) => {
      await rowOf(page, /^Offer/).click();
      await page.keyboard.press('Enter');
      await page.getByRole('region', { name: /^Details of/ }).waitFor();
    }),
  },
  {
    name: 'library-undo',
    scene: 'library',
    act: toLibrary(async (page) => {
      await rowOf(page, /^Customer list/).click();
      await page.keyboard.press('Delete');
      await page.getByRole('button', { name: 'Undo' }).waitFor();
    }),
  },
  {
    name: 'library-text',
    scene: 'library',
    act: toLibrary(async (page) => {
      await rowOf(page, /^Customer list/).dblclick();
      await page.getByText('§ 1 ').waitFor();
    }),
  },
  {
    name: 'library-text-later',
    scene: 'library-deleting',
    act: toLibrary((page) => rowOf(page, /^Price/).dblclick()),
  },
  {
    name: 'library-search',
    scene: 'library-many',
    act: toLibrary(async (page) => {
      await page.getByRole('searchbox').fill('0009');
      await page.getByText(/in the first/).waitFor();
    }),
  },
];
