import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import type { ConnectionSettings } from '../../main/core/model/connection-settings.ts';
import { type LaunchOptions, launchHoist, type RunningApp, repositoryRoot } from './launch.ts';
import { StrictApi } from './strict-api/strict-api.ts';
import { tempFolder } from './temp-folder.ts';

/** A folder for one test's documents, and a path in it. */
export type TestFolder = Awaited<ReturnType<typeof tempFolder>>;

export interface HoistFixtures {
  /** For the app's data and for documents; gone after the test. */
  readonly folder: TestFolder;
  readonly api: StrictApi;
  /** The app, started with a data folder of its own; it is closed after the test. */
  readonly launch: (options?: Partial<LaunchOptions>) => Promise<{ app: RunningApp; page: Page }>;
}

export const test = base.extend<HoistFixtures>({
  folder: async ({ browserName: _ }, use) => {
    await using folder = await tempFolder();
    await use(folder);
  },
  api: async ({ browserName: _ }, use) => {
    await using api = await StrictApi.start();
    await use(api);
    expect(api.violations).toEqual([]);
  },
  launch: async ({ folder }, use) => {
    const running: RunningApp[] = [];
    await use(async (options = {}) => {
      const app = await launchHoist({ dataDir: folder.at('data'), ...options });
      running.push(app);
      return { app, page: await app.window() };
    });
    for (const app of running) await app.close();
  },
});

export { expect };

/** Fills in the first run's form, or the settings', and saves it. */
export async function connect(page: Page, settings: ConnectionSettings): Promise<void> {
  await fillConnection(page, settings);
  await page.getByRole('button', { name: 'Save' }).click();
}

export async function fillConnection(
  page: Page,
  { baseUrl, apiKey, userId }: ConnectionSettings,
): Promise<void> {
  await page.getByLabel('Base URL').fill(baseUrl);
  await page.getByLabel('API key').fill(apiKey);
  await page.getByLabel('User id').fill(userId);
}

/** @param section the name of the tab, in English */
export async function openSettings(
  page: Page,
  section: 'Connection' | 'General' | 'Uploads' | 'Data',
): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: section }).click();
}

/** The queue's row of a file, by the start of its name. */
export function rowOf(page: Page, name: string): Locator {
  return page.getByRole('row', { name: new RegExp(`^${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`) });
}

/** Saves screenshots of the window in light and dark for a person: `test-results/screens/<name>-light.png`. */
export async function picture(app: RunningApp, page: Page, name: string): Promise<void> {
  const folder = join(repositoryRoot, 'test-results', 'screens');
  await mkdir(folder, { recursive: true });
  for (const scheme of ['light', 'dark'] as const) {
    await app.evaluate(({ nativeTheme }, theme) => {
      nativeTheme.themeSource = theme;
    }, scheme);
    await expect
      .poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
      .toBe(scheme === 'dark');
    await page.screenshot({ path: join(folder, `${name}-${scheme}.png`), animations: 'disabled' });
  }
}
