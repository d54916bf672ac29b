import { describe, expect, it } from 'vitest';
import { makeSamples } from '../../support/samples.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { hoist, PtyTerminal, Terminal } from '../../support/terminal.ts';
import { until } from '../../support/until.ts';
import { writeRandom } from '../../support/uploads.ts';

describe('hoist upload on a terminal', () => {
  it('shows bars while files are under way, then a line for each and the summary', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ processingMs: 1500 });
    for (const name of ['a', 'b']) await writeRandom(folder.at(`${name}\u001b[31m.pdf`), 3_000_000);
    api.faults.put.push({ kind: 'delay', ms: 300 });
    await using terminal = new PtyTerminal(['upload', folder.path], { settings: api.settings });
    expect(await terminal.ended()).toBe(0);
    const { output } = terminal;
    expect(output).toMatch(/[░█]{24}/);
    expect(output).toContain('Antivirus scanning');
    expect(output.match(/^.*ready {4}\S.*$/gm)).toHaveLength(2);
    expect(output).toContain('2 ready, 0 failed, 0 skipped');
    // The name's own escape must not colour the terminal, and the cursor must be back.
    expect(output).not.toContain('\u001b[31m');
    expect(output.lastIndexOf('\u001b[?25h')).toBeGreaterThan(output.lastIndexOf('\u001b[?25l'));
    expect(output).not.toContain(api.settings.apiKey);
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
