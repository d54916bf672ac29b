/** The contract app for a test: one shared by all tests of a worker that leave it as it was, or one of its own. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { type LaunchOptions, launchHoist, type RunningApp } from '../../support/launch.ts';

interface ContractApi {
  invoke(channel: string, ...args: unknown[]): Promise<unknown>;
  invokeWithFunction(): Promise<unknown>;
  invokeWithClass(): Promise<unknown>;
  invokeWithCircle(): Promise<unknown>;
  send(channel: string, ...args: unknown[]): void;
  hear(channel: string, listener: (...args: unknown[]) => void): () => void;
  paths(files: File[]): string[];
  pathOf(value: unknown): string;
  nested: { deep: { list: [number, { two: number }]; when: Date } };
  shared: { count: number };
  countUp(): number;
  answerNow(): number;
  answerLater(): Promise<{ later: Set<number> }>;
  callBack(callback: (said: string) => string): Promise<string>;
  same<T>(callback: T): T;
  fail(): void;
  failLater(): Promise<void>;
  describe(value: unknown): string;
  exposeAgain(): string | null;
  node(): Promise<{ immediate: string; timers: boolean; url: string; buffer: string }>;
  world(): { platform: string; requireFs: string; seesPage: string; document: string; ownMap: number[] };
}

declare global {
  interface Window {
    contract: ContractApi;
    dropped: File[];
    evalSaid: string;
    inlineRan: true | undefined;
    namesAtStart: string[];
  }
}

export interface ContractApp {
  readonly app: RunningApp;
  readonly page: Page;
  readonly dataDir: string;
  /** What happened in the main process so far, a line each. */
  events(): Promise<string[]>;
}

export const appPath = import.meta.dirname;

async function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'hoist-contract-'));
}

/** None where the app has not come to its first line yet. */
export async function eventsIn(dataDir: string): Promise<string[]> {
  const path = join(dataDir, 'events.txt');
  return existsSync(path) ? (await readFile(path, 'utf8')).trimEnd().split('\n') : [];
}

function launchContract(dataDir: string, options: Partial<LaunchOptions> = {}): Promise<RunningApp> {
  return launchHoist({ appPath, dataDir, ...options });
}

interface OwnApps {
  /** Launches apps that the test may end as it likes; those still running afterwards are killed. */
  launch(dataDir: string, options?: Partial<LaunchOptions>): Promise<RunningApp>;
  /** Folders that go away with the test. */
  folder(): Promise<string>;
}

export const test = base.extend<OwnApps, { contract: ContractApp }>({
  contract: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from this pattern
    async ({}, use) => {
      const dataDir = await temporaryFolder();
      const app = await launchContract(dataDir);
      await use({ app, page: await app.window(), dataDir, events: () => eventsIn(dataDir) });
      await app.kill();
      await rm(dataDir, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from this pattern
  launch: async ({}, use) => {
    const launched: RunningApp[] = [];
    await use(async (dataDir, options) => {
      const app = await launchContract(dataDir, options);
      launched.push(app);
      return app;
    });
    await Promise.all(launched.map((app) => app.kill()));
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from this pattern
  folder: async ({}, use) => {
    const folders: string[] = [];
    await use(async () => {
      const folder = await temporaryFolder();
      folders.push(folder);
      return folder;
    });
    // An app that still runs may write into it.
    const options = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 };
    await Promise.all(folders.map((folder) => rm(folder, options)));
  },
});

export { expect } from '@playwright/test';
