import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { CrashRun } from '../../support/crash/crash-run.ts';
import { oneOf, seeded } from '../../support/crash/random.ts';
import { DIE_MODULE } from '../../support/crash/terminal.ts';
import type { Toxic } from '../../support/fault-proxy/toxics.ts';
import { apiError, type Fault, rateLimited, s3Error } from '../../support/strict-api/faults.ts';

/** `HOIST_TEST_SEED` walks another way. */
const SEED = Number(process.env['HOIST_TEST_SEED'] ?? 20261123);
const FILES = 40;
const KILLS = 12;
/** How many calls of each step may meet something bad. */
const TROUBLED = 60;

const random = seeded(SEED);
const NONE: Fault = { kind: 'none' };

function apiFault(step: 'sign' | 'status'): Fault {
  if (random() > 0.2) return NONE;
  return oneOf(
    random,
    apiError(500, 'internal_server_error'),
    apiError(503, 'attachment_document_not_reachable'),
    rateLimited(1),
    step === 'status' ? apiError(409, 'conflict') : apiError(400, 'attachment_document_raised_an_error'),
    { kind: 'cut' },
    { kind: 'lost-reply' },
  );
}

function storageFault(): Fault {
  if (random() > 0.3) return NONE;
  return oneOf<Fault>(
    random,
    s3Error(503, 'SlowDown'),
    s3Error(500, 'InternalError'),
    s3Error(403, 'AccessDenied', 'Request has expired'),
    s3Error(400, 'ExpiredToken'),
    { kind: 'cut' },
    { kind: 'cut-after', bytes: 1 + Math.floor(random() * 100_000) },
    { kind: 'lost-reply' },
  );
}

function networkFault(): Toxic {
  if (random() > 0.06) return { kind: 'none' };
  return oneOf<Toxic>(
    random,
    { kind: 'reset', way: 'request', afterBytes: Math.floor(random() * 2000) },
    { kind: 'reset', way: 'answer', afterBytes: Math.floor(random() * 60) },
    { kind: 'half-answer', bytes: 30 },
    { kind: 'latency', ms: 200 },
  );
}

describe.concurrent('the terminal dies again and again', () => {
  it('the first after its first write, the second after its second …', async () => {
    await using run = await CrashRun.start();
    await run.addThreeFiles();
    for (let point = 1; ; point += 1) {
      const env = { HOIST_TEST_DIE: `after:${point}` };
      const { signal } = await run.run(['upload', '--json', ...run.paths], { preload: [DIE_MODULE], env });
      if (signal === null) break;
    }
    await run.expectAllReadyOnce();
  });

  it(`${FILES} files, ${KILLS} kills and a server and a way in trouble: each ends ready, stored once`, async () => {
    await using run = await CrashRun.start({ processingMs: 400 });
    const { api, proxy } = run.way;
    for (let i = 0; i < FILES; i += 1) {
      const large = i % 10 === 0;
      await run.addFile(`document ${i}.pdf`, Math.floor(large ? 1_500_000 : 500 + random() * 90_000));
    }
    for (let i = 0; i < TROUBLED; i += 1) {
      api.faults.sign.push(apiFault('sign'));
      api.faults.status.push(apiFault('status'));
      api.faults.put.push(storageFault());
    }
    proxy.otherwise = networkFault;
    let killed = 0;
    let known: ReadonlySet<string> = new Set();
    while (killed < KILLS) {
      const args = killed % 3 === 0 ? ['upload', '--json', ...run.paths] : ['resume', '--json'];
      const terminal = run.terminal(args);
      const asked = proxy.passages.length;
      // Counted from its first request, or it would die while it starts.
      const began = async () => {
        while (proxy.passages.length === asked && terminal.child.exitCode === null) await sleep(5);
      };
      await Promise.race([began(), sleep(3000)]);
      await sleep(random() * 600);
      const { signal } = await Promise.all([terminal.kill(), terminal.ended]).then(([, ended]) => ended);
      killed += 1;
      const accepted = await run.acceptedPaths();
      expect(
        [...known].filter((path) => !accepted.has(path)),
        'accepted once and gone',
      ).toEqual([]);
      known = accepted;
      if (signal === null) expect(terminal.output.stderr, 'it ended by itself').toBe('');
    }
    proxy.otherwise = () => ({ kind: 'none' });
    // A kill may have come before all files were accepted, so they are named once more.
    const last = await run.run(['upload', '--json', ...run.paths]);
    const failed = last.lines().filter(({ event }) => event === 'failed');
    expect([`seed ${SEED}`, failed, last.stderr, last.exitCode]).toEqual([`seed ${SEED}`, [], '', 0]);
    const summary = { event: 'summary', ready: FILES, failed: 0, skipped: 0 };
    expect(last.lines().at(-1)).toEqual(summary);
    const rest = await run.run(['resume', '--json']);
    expect(rest.lines()).toEqual([{ ...summary, ready: 0 }]);
    const { sign, put, status } = {
      sign: api.count('sign'),
      put: api.count('put'),
      status: api.count('status'),
    };
    console.log(
      `seed ${SEED}: ${killed} kills; ${sign} signed, ${put} PUTs, ${status} statuses for ${FILES} files`,
    );
    await run.expectAllReadyOnce();
  });
});
