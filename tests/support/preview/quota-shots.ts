import type { Page } from 'playwright';

type Act = (page: Page) => Promise<void>;

async function openUploads(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'Uploads' }).click();
}

const toLimits: Act = (page) =>
  page.getByRole('region', { name: 'Share the limits' }).evaluate((section) => section.scrollIntoView(false));

const closed: Act = async (page) => {
  await openUploads(page);
  await toLimits(page);
};

const open: Act = async (page) => {
  await openUploads(page);
  await page.getByRole('button', { name: /^(Set up|Change) …/ }).click();
};

/** An address and a password are entered, and a button is pressed. */
const press =
  (button: string): Act =>
  async (page) => {
    await open(page);
    await page.getByLabel('Server address').fill('rediss://hoist@limits.example.com:6379/0');
    await page.getByLabel('Server password').fill('limits of ours');
    await page.getByRole('button', { name: button }).click();
  };

const acts: Readonly<Record<string, Act>> = {
  off: closed,
  form: open,
  testing: press('Test connection'),
  works: press('Test connection'),
  'bad-address': press('Test connection'),
  'no-answer': press('Test connection'),
  'no-tls': press('Test connection'),
  cluster: press('Test connection'),
  refused: press('Test connection'),
  rights: press('Test connection'),
  certificate: press('Test connection'),
  'too-old': press('Test connection'),
  'until-quit': press('Save'),
  connecting: closed,
  alone: closed,
  shared: closed,
  change: open,
  away: closed,
  locked: closed,
  'locked-away': closed,
};

/** The limits that computers share, each in the scene of its name. */
export const quotaActs = Object.entries(acts).map(([end, act]) => {
  const name = `settings-quota-${end}`;
  return { name, scene: name, act };
});
