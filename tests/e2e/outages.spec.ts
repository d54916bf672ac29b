import { connect, expect, rowOf, test } from '../support/hoist-test.ts';
import type { Fault, Step } from '../support/strict-api/faults.ts';
import type { StrictApi } from '../support/strict-api/strict-api.ts';
import { sha256Of, writeRandom } from '../support/uploads.ts';

const FILES = 12;
/** So many files are with the storage when it begins. */
const BEFORE = 3;
/** More than are ever asked. */
const MANY = 10_000;

const CLOSED = '<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>';
const plain503: Fault = { kind: 'answer', status: 503, body: CLOSED };
const API: readonly Step[] = ['sign', 'status', 'list'];

const OUTAGES: readonly { what: string; steps: readonly Step[]; fault: Fault; message: RegExp }[] = [
  { what: 'a server that answers 503', steps: API, fault: plain503, message: /^The server is in trouble/ },
  {
    what: 'a server that says for how long it is closed',
    steps: API,
    fault: { ...plain503, headers: { 'retry-after': '4' } },
    message: /^The server is in trouble/,
  },
  {
    what: 'a server that cuts each connection',
    steps: API,
    fault: { kind: 'cut' },
    message: /^The server is in trouble/,
  },
  {
    what: 'a storage that answers 503',
    steps: ['put'],
    fault: plain503,
    message: /^The storage takes no files for now/,
  },
];

function setFault(api: StrictApi, steps: readonly Step[], fault: Fault | null): void {
  for (const step of steps) {
    api.faults[step].length = 0;
    if (fault !== null) api.faults[step].push(...Array<Fault>(MANY).fill(fault));
  }
}

const stored = (api: StrictApi) => [...api.storedByName().values()].flat();

for (const { what, steps, fault, message } of OUTAGES) {
  test(`no file fails for ${what}, and each is sent once when it is back`, async ({
    launch,
    api,
    folder,
  }) => {
    const { app, page } = await launch();
    await connect(page, api.settings);
    await expect(page.getByText('Connected', { exact: true })).toBeVisible();
    const names = Array.from({ length: FILES }, (_, n) => `${String(n).padStart(2, '0')}.pdf`);
    const paths = await Promise.all(names.map((name) => writeRandom(folder.at(name), 60_000)));
    // One after the other, so that it begins in the middle.
    await app.drop(page, {}, paths.slice(0, BEFORE));
    await expect.poll(() => stored(api).length).toBe(BEFORE);
    setFault(api, steps, fault);
    await app.drop(page, {}, paths.slice(BEFORE));
    await expect(page.getByRole('main').getByText(message)).toBeVisible({ timeout: 20_000 });
    await expect(page.getByRole('row').filter({ hasText: 'Failed' })).toHaveCount(0);
    setFault(api, steps, null);
    for (const name of names) await expect(rowOf(page, name)).toContainText('Ready');
    const hashes = await Promise.all(paths.map(sha256Of));
    expect(stored(api).sort()).toEqual(hashes.sort());
  });
}
