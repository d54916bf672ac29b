import { access } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import type { RunningApp } from './launch.ts';

export function cardOf(page: Page, name: string): Locator {
  return page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });
}

/** Answers the next dialogs with this folder, as a person would. */
export async function chooseInDialogs(app: RunningApp, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

/** Goes to the folders' screen. Once a folder has a question, the button's name says so as well. */
export async function showFolders(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Folders( has a question)?$/ }).click();
}

/** Opens the form for the settings of a watched folder. */
export async function addFolder(app: RunningApp, page: Page, path: string): Promise<void> {
  await chooseInDialogs(app, path);
  await showFolders(page);
  await page.getByRole('button', { name: 'Add folder …' }).click();
}

export async function startWatching(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start watching' }).click();
}

export function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
