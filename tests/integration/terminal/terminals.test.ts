import { describe, expect, it } from 'vitest';
import { makeSamples } from '../../support/samples.ts';
import { apiError } from '../../support/strict-api/faults.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { hoist, PtyTerminal, Terminal } from '../../support/terminal.ts';
import { until } from '../../support/until.ts';
import { writeRandom } from '../../support/uploads.ts';

describe('hoist upload on a terminal', () => {
  it('shows bars while files are under way, then a line for each and the summary', async () => {
    await using folder = await tempFolder();
    let isScanSeen = false;
    await using api = await StrictApi.start({ isProcessed: () => isScanSeen });
    for (const name of ['a', 'b']) await writeRandom(folder.at(`${name}\u001b[31m.pdf`), 3_000_000);
    api.faults.put.push({ kind: 'delay', ms: 300 });
    await using terminal = new PtyTerminal(['upload', folder.path], { settings: api.settings });
    await until('the scan is shown', () => terminal.output.includes('Antivirus scanning'));
    isScanSeen = true;
    expect(await terminal.ended()).toBe(0);
    const { output } = terminal;
    expect(output).toMatch(/[░█]{24}/);
    expect(output).toContain('Antivirus scanning');
    expect(output.match(/^.*ready\S* {4}\S.*$/gm)).toHaveLength(2);
    expect(output).toContain('2 ready, 0 failed, 0 skipped');
    // The name's own escape must not colour the terminal, and the cursor must be back.
    expect(output).not.toContain('\u001b[31m');
    expect(output.lastIndexOf('\u001b[?25h')).toBeGreaterThan(output.lastIndexOf('\u001b[?25l'));
    expect(output).not.toContain(api.settings.apiKey);
  });

  it('shows above the bars how far all files are, and until when', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ processingMs: 1500 });
    for (const name of ['a', 'b', 'c']) await writeRandom(folder.at(`${name}.pdf`), 1_000_000);
    // The time left is known only after some seconds of sending.
    const args = ['upload', '--limit-rate', '300K', folder.path];
    await using terminal = new PtyTerminal(args, { settings: api.settings });
    expect(await terminal.ended()).toBe(0);
    // The cursor goes up to the first line of each drawing. Lines that stay as they are are not drawn again.
    const drawings = terminal.output.split('A\u001b[1G');
    const both = drawings.filter((drawing) => drawing.includes('of 3 files') && /[█░]/.test(drawing));
    expect(both.length).toBeGreaterThan(3);
    for (const drawing of both) expect(drawing).toMatch(/^[^█░]*\d of 3 files · [\d.]+ [KM]?B of 2\.9 MB/);
    expect(terminal.output).toMatch(/of 2\.9 MB · [\d.]+ KB\/s · less than a minute left/);
  });

  it('counts only its own files, and shows no such line for one', async () => {
    await using folder = await tempFolder();
    await using data = await tempFolder();
    await using api = await StrictApi.start({ processingMs: 500 });
    const options = { settings: api.settings, env: { HOIST_DATA_DIR: data.path } };
    const file = await writeRandom(folder.at('left.pdf'), 1000);
    api.faults.put.push({ kind: 'delay', ms: 60_000 });
    await using killed = new Terminal(['upload', file], options);
    await until('it is being sent', () => api.count('put') === 1);
    killed.child.kill('SIGKILL');
    await killed.ended();
    await using terminal = new PtyTerminal(['upload', await writeRandom(folder.at('a.pdf'), 2000)], options);
    expect(await terminal.ended()).toBe(0);
    expect(terminal.output).toContain('1 ready');
    expect(terminal.output).not.toMatch(/of \d files/);
  });

  it('shows how far files are that another Hoist has', async () => {
    await using folder = await tempFolder();
    await using inbox = await tempFolder();
    await using data = await tempFolder();
    await using api = await StrictApi.start({ processingMs: 1000 });
    const env = { HOIST_DATA_DIR: data.path };
    await using owner = new Terminal(['watch', inbox.path], { settings: api.settings, env });
    await until('it watches', () => owner.stdout.includes('watching'));
    for (const name of ['a', 'b']) await writeRandom(folder.at(`${name}.pdf`), 1000);
    await using terminal = new PtyTerminal(['upload', folder.path], { env });
    expect(await terminal.ended()).toBe(0);
    expect(terminal.output).toMatch(/\d of 2 files · [\d.]+ K?B of 2 KB/);
  });
});

describe.concurrent('colours', () => {
  const coloured = async (env: Record<string, string>, ...args: string[]) => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ processingMs: 0 });
    api.faults.sign.push(apiError(403, 'attachment_access_forbidden'));
    for (const name of ['a', 'b']) await writeRandom(folder.at(`${name}.pdf`), 1000);
    const options = { settings: api.settings, env };
    await using upload = new PtyTerminal(['upload', folder.path, ...args], options);
    await using missing = new PtyTerminal(['upload', folder.at('missing.pdf'), ...args], options);
    await Promise.all([upload.ended(), missing.ended()]);
    const { output } = upload;
    return {
      ready: output.includes('\u001b[32mready\u001b[39m  '),
      failed: output.includes('\u001b[31mfailed\u001b[39m  '),
      error: missing.output.startsWith('\u001b[31mThere is no file'),
      any: ['\u001b[31m', '\u001b[32m'].some((code) => (output + missing.output).includes(code)),
    };
  };

  it('show on a screen what is ready, what failed and what is wrong', async () => {
    expect(await coloured({})).toEqual({ ready: true, failed: true, error: true, any: true });
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['NO_COLOR is set', { NO_COLOR: '1' }, []],
    ['the terminal has none', { TERM: 'dumb' }, []],
    ['programs read the output', {}, ['--json']],
  ])('are left out where %s', async (_what, env, args) => {
    expect(await coloured(env, ...args)).toMatchObject({ any: false });
  });

  it('are left out in a pipe', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ processingMs: 0 });
    const file = await writeRandom(folder.at('a.pdf'), 1000);
    const run = await hoist(['upload', file], { settings: api.settings, env: { TERM: 'xterm' } });
    expect(run.stdout).toMatch(/^ready {4}\S/);
  });
});

describe('hoist sandbox and hoist upload', () => {
  it('work together, with documents of all five types', async () => {
    await using folder = await tempFolder();
    const samples = await makeSamples(folder.path);
    await using sandbox = new Terminal(['sandbox', '--json', '--processing-ms', '100']);
    await until('it serves', () => sandbox.stdout.includes('\n'));
    const [{ base_url, api_key, user_id } = {}] = sandbox.objects;
    const settings = { baseUrl: String(base_url), apiKey: String(api_key), userId: String(user_id) };
    const run = await hoist(['upload', '--json', folder.path], { settings });
    expect(run).toMatchObject({ exit: 0, stderr: '' });
    expect(run.objects.at(-1)).toEqual({ event: 'summary', ready: samples.length, failed: 0, skipped: 0 });
    const wrong = await hoist(['upload', folder.path], { settings: { ...settings, apiKey: 'wrong' } });
    expect([wrong.exit, wrong.stderr]).toEqual([2, expect.stringMatching(/^HOIST_API_KEY: /)]);
    sandbox.child.kill('SIGINT');
    expect(await sandbox.ended()).toBe(0);
  });
});
