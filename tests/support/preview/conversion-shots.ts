import type { Page } from 'playwright';

type Act = (page: Page) => Promise<void>;

const moreOf = async (page: Page, name: RegExp) => {
  const row = page.getByRole('row', { name });
  await row.scrollIntoViewIfNeeded();
  await row.getByRole('button', { name: 'More' }).click();
};

const toScreen = (page: Page, name: RegExp) =>
  page.getByRole('navigation').getByRole('button', { name }).click();

const toUploads = async (page: Page) => {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'Uploads' }).click();
  await page.getByLabel('Files that the server does not take').scrollIntoViewIfNeeded();
};

/** What becomes of files that the server does not take. */
export const conversionActs: readonly { readonly name: string; readonly scene: string; readonly act: Act }[] =
  [
    { name: 'conversions', scene: 'conversions', act: async () => {} },
    {
      name: 'conversions-open',
      scene: 'conversions',
      act: async (page) => {
        await page.getByRole('row', { name: /^Orders 2026/ }).dblclick();
        await page.getByRole('row', { name: /^Tender/ }).dblclick();
      },
    },
    { name: 'conversions-menu', scene: 'conversions', act: (page) => moreOf(page, /^Plan.odp/) },
    {
      name: 'conversions-text',
      scene: 'conversions',
      act: async (page) => {
        await moreOf(page, /^Handbook.odt/);
        await page.getByRole('menuitem', { name: 'Show what was sent' }).click();
        await page.getByText('§ 3').waitFor();
      },
    },
    {
      name: 'conversions-ready',
      scene: 'conversions',
      act: (page) => page.getByRole('button', { name: /^Ready/ }).click(),
    },
    { name: 'conversions-history', scene: 'conversions', act: (page) => toScreen(page, /^History/) },
    { name: 'conversions-folder', scene: 'conversions', act: (page) => toScreen(page, /^Folders/) },
    {
      name: 'conversions-folder-form',
      scene: 'conversions-without-office',
      act: async (page) => {
        await toScreen(page, /^Folders/);
        await page.getByRole('button', { name: 'Edit: Contracts' }).click();
        await page.getByLabel('Leave them out').scrollIntoViewIfNeeded();
      },
    },
    { name: 'conversions-settings', scene: 'conversions', act: toUploads },
    { name: 'conversions-settings-without-office', scene: 'conversions-without-office', act: toUploads },
  ];
