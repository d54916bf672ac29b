import type { Page } from 'playwright';

type Act = (page: Page) => Promise<void>;

const openBySpace =
  (name: RegExp): Act =>
  async (page) => {
    const row = page.getByRole('row', { name });
    await row.scrollIntoViewIfNeeded();
    await row.locator('.cell-size').click();
    await page.keyboard.press(' ');
    await page.getByRole('region', { name: /^Details|^Details zu/ }).waitFor();
  };

/** The details of an upload, beside the queue. */
export const detailsActs: readonly { readonly name: string; readonly scene: string; readonly act: Act }[] = [
  { name: 'details-ready', scene: 'details-ready', act: openBySpace(/^Price calculation/) },
  { name: 'details-waiting', scene: 'details-waiting', act: openBySpace(/^Terms and/) },
  { name: 'details-retry', scene: 'details-retry', act: openBySpace(/^Invoice/) },
];
