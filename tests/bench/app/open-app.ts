import type { Page } from 'playwright';
import type { ConnectionSettings } from '../../../main/core/model/connection-settings.ts';
import type { RunningApp } from '../../support/launch.ts';
import type { Workbench } from '../harness/workbench.ts';
import { type AppOptions, launchApp } from './launch.ts';

export interface OpenApp {
  readonly app: RunningApp;
  readonly page: Page;
}

/** The built app with new data, connected by its own first form. */
export async function openApp(
  bench: Workbench,
  { baseUrl, apiKey, userId }: ConnectionSettings,
  options: AppOptions = {},
): Promise<OpenApp> {
  const app = await launchApp(bench, options);
  const page = await app.window();
  await page.getByLabel('Base URL').fill(baseUrl);
  await page.getByLabel('API key').fill(apiKey);
  await page.getByLabel('User id').fill(userId);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Connected', { exact: true }).waitFor();
  return { app, page };
}
