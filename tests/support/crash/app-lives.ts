import { expect, type Page } from '@playwright/test';
import type { ProxiedApi } from '../fault-proxy/proxied-api.ts';
import { connect, type HoistFixtures, rowOf, type TestFolder } from '../hoist-test.ts';
import type { RunningApp } from '../running-app.ts';
import { sha256Of, writeRandom } from '../uploads.ts';
import { askedTooEarly, notStoredOnce, overspent, violationsOfKilled } from './ledger.ts';
import { leftOnDisk } from './left-on-disk.ts';

/** One life of the app, in which one more file is dropped. */
export interface Life {
  readonly app: RunningApp;
  readonly page: Page;
  readonly path: string;
  readonly name: string;
}

interface LifeOptions {
  /** By the path of the life's own file. */
  readonly env?: (path: string) => Readonly<Record<string, string>>;
  readonly preload?: readonly string[];
}

/** The lives of the app in one data folder: each mends what the death before left, and takes one file more. */
export class AppLives {
  readonly #way: ProxiedApi;
  readonly #folder: TestFolder;
  readonly #launch: HoistFixtures['launch'];
  readonly #startsMs: number[] = [];
  /** Names of the files that the data folder holds, by the hash of their bytes. */
  #accepted: ReadonlyMap<string, string> = new Map();
  #lives = 0;

  constructor(way: ProxiedApi, folder: TestFolder, launch: HoistFixtures['launch']) {
    this.#way = way;
    this.#folder = folder;
    this.#launch = launch;
  }

  /** Starts it; all that was accepted is there and becomes ready by itself. The next file is written, not yet dropped. */
  async next({ env = () => ({}), preload = [] }: LifeOptions = {}): Promise<Life> {
    this.#lives += 1;
    const name = `life ${String(this.#lives).padStart(2, '0')}.pdf`;
    const path = await writeRandom(this.#folder.at(name), 40_000);
    this.#startsMs.push(Date.now());
    const { app, page } = await this.#launch({ env: env(path), preload });
    if (this.#lives === 1) await connect(page, this.#way.api.settings);
    for (const accepted of this.#accepted.values()) {
      await expect(rowOf(page, accepted)).toHaveCount(1);
      await expect(rowOf(page, accepted)).toContainText('Ready');
    }
    return { app, page, path, name };
  }

  /** Drops this life's file; answers whether the app died before the file was ready. */
  async diesWith({ app, page, path, name }: Life): Promise<boolean> {
    const { proxy } = this.#way;
    const asked = proxy.passages.length;
    let dead = false;
    const exited = app.exited().then(() => {
      dead = true;
    });
    const ready = rowOf(page, name).filter({ hasText: 'Ready' });
    await app.drop(page, {}, [path]).catch(() => undefined);
    await expect
      .poll(async () => dead || (await ready.count().catch(() => 0)) === 1, {
        intervals: [20],
      })
      .toBe(true);
    const diedByItself = dead;
    if (dead) await exited;
    else await app.kill();
    await this.#lookAtDisk(
      proxy.passages.slice(asked).flatMap(({ step, fileId }) => (step === 'put' ? [fileId] : [])),
    );
    return diedByItself;
  }

  /** An accepted upload stays, and the id of each PUT was saved before its first byte. */
  async #lookAtDisk(putIds: readonly (string | null)[]): Promise<void> {
    const { listed } = await leftOnDisk(this.#folder.at('data'));
    const names = listed.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...this.#accepted.values()]));
    const ids = listed.map(({ state }) => ('fileId' in state ? state.fileId : null));
    expect(ids).toEqual(expect.arrayContaining([...putIds]));
    this.#accepted = new Map(
      await Promise.all(listed.map(async ({ path, name }) => [await sha256Of(path), name] as const)),
    );
  }

  /** In a last life: every accepted file is ready, and the server has seen nothing that it must not see. */
  async end(): Promise<void> {
    const { app } = await this.next();
    await app.close();
    const { api, proxy } = this.#way;
    expect(notStoredOnce(api, this.#accepted)).toEqual([]);
    expect(askedTooEarly(proxy, this.#startsMs)).toEqual([]);
    expect(overspent(proxy.passages)).toEqual([]);
    expect(violationsOfKilled(api)).toEqual([]);
  }
}
