import { describe, expect, it } from 'vitest';
import { type Fault, rateLimited } from '../../support/strict-api/faults.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { hoist, PtyTerminal, Terminal } from '../../support/terminal.ts';
import { until } from '../../support/until.ts';
import { writeRandom } from '../../support/uploads.ts';

const html: Fault = { kind: 'answer', status: 200, body: '<html></html>' };

/** A server, a file and a data folder. */
async function stage() {
  const folder = await tempFolder();
  const data = await tempFolder();
  const api = await StrictApi.start({ processingMs: 0 });
  const path = await writeRandom(folder.at('a.pdf'), 1000);
  return {
    api,
    path,
    options: { settings: api.settings, env: { HOIST_DATA_DIR: data.path } },
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
      await data[Symbol.asyncDispose]();
    },
  };
}

describe.concurrent('hoist upload in a pipe', () => {
  it('reports a wait and a retry once, on stderr, and only results on stdout', async () => {
    await using run = await stage();
    run.api.faults.sign.push(rateLimited(5));
    run.api.faults.status.push(html, html);
    const { exit, stdout, stderr } = await hoist(['upload', run.path], run.options);
    expect(exit).toBe(0);
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^ready /),
      '1 ready, 0 failed, 0 skipped',
      '',
    ]);
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^Server limit reached, continuing in [56] s\.$/),
      'Continuing.',
      `${run.path}  An answer that is not understood: it is not JSON. Trying again.`,
      '',
    ]);
  });

  it('reports them as events of their own with --json', async () => {
    await using run = await stage();
    run.api.faults.sign.push(rateLimited(5));
    run.api.faults.status.push(html, html);
    const { objects, stderr } = await hoist(['upload', '--json', run.path], run.options);
    expect(objects.map(({ event, reason }) => reason ?? event)).toEqual([
      ...['rate_limited', 'going_on', 'retry', 'ready', 'summary'],
    ]);
    expect(stderr).toBe('');
  });

  it('reports once that a server is away for a while', async () => {
    await using run = await stage();
    run.api.faults.status.push(...Array.from({ length: 3 }, () => html));
    await using terminal = new Terminal(['upload', run.path], run.options);
    await until('it is asked about the file', () => run.api.count('status') >= 2);
    await run.api[Symbol.asyncDispose]();
    await until('that is told', () => terminal.stderr.includes('cannot be reached'));
    expect(terminal.stderr.match(/cannot be reached/g)).toHaveLength(1);
    terminal.child.kill('SIGINT');
    expect(await terminal.ended()).toBe(130);
    expect(terminal.stderr).not.toContain('Continuing.');
  });
});

describe.concurrent('the countdown on a terminal', () => {
  it('runs for all files when the request limit is reached', async () => {
    await using run = await stage();
    run.api.faults.sign.push(rateLimited(3));
    await using terminal = new PtyTerminal(['upload', run.path], run.options);
    expect(await terminal.ended()).toBe(0);
    for (const seconds of [3, 2, 1]) expect(terminal.output).toContain(`continuing in ${seconds} s.`);
    expect(terminal.output).toContain('1 ready, 0 failed, 0 skipped');
  });

  it('runs for a file’s own retry, also before it has a URL', async () => {
    await using run = await stage();
    const busy: Fault = { kind: 'answer', status: 503 };
    // The fifth answer brings a pause of two seconds at least, so that both are shown.
    run.api.faults.sign.push(busy, busy, busy, busy, busy);
    await using terminal = new PtyTerminal(['upload', run.path], run.options);
    expect(await terminal.ended()).toBe(0);
    for (const seconds of [2, 1]) {
      expect(terminal.output).toContain(`Status 503. Trying again in ${seconds} s.`);
    }
  });

  it('runs while a server is away', async () => {
    await using run = await stage();
    run.api.faults.status.push(...Array.from({ length: 3 }, () => html));
    await using terminal = new PtyTerminal(['upload', run.path], run.options);
    await until('it is asked about the file', () => run.api.count('status') >= 2);
    await run.api[Symbol.asyncDispose]();
    await until('it counts down', () => {
      return [3, 2, 1].every((s) => terminal.output.includes(`accept connections. Trying again in ${s} s.`));
    });
  });
});
