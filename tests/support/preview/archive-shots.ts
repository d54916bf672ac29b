import type { Page } from 'playwright';

type Act = (page: Page) => Promise<void>;

/** The screen's button, in either language. */
const to =
  (name: RegExp, act: Act = async () => {}): Act =>
  async (page) => {
    await page.getByRole('navigation').getByRole('button', { name }).click();
    await act(page);
  };

const toHistory = (act?: Act) => to(/^(History|Verlauf)$/, act);

/** Past uploads. */
export const archiveActs: readonly { readonly name: string; readonly scene: string; readonly act: Act }[] = [
  { name: 'history', scene: 'history', act: toHistory() },
  { name: 'history-none', scene: 'history-none', act: toHistory() },
  { name: 'history-odd', scene: 'history-odd', act: toHistory() },
  { name: 'history-german', scene: 'history-german', act: toHistory() },
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
];
