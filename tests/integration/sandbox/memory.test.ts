import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describe, expect, it } from 'vitest';

const sizeBytes = 256 * 1024 * 1024;
const script = `
  import { sandboxCommand } from ${JSON.stringify(new URL('../../../main/sandbox/command.ts', import.meta.url).href)};
  await sandboxCommand().parseAsync(${JSON.stringify(['--json', '--max-size', String(sizeBytes)])}, { from: 'user' });
`;

describe('memory', () => {
  it.runIf(process.platform === 'linux')('stays flat while 256 MiB come in', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(createInterface(child.stdout), 'line');
    const { base_url, api_key, user_id } = JSON.parse(String(line)) as Record<string, string>;
    const signed = await fetch(`${base_url}/v1/files/signed-url?filename=a.txt`, {
      headers: { 'api-key': String(api_key), 'user-id': String(user_id) },
    });
    const { file_url } = (await signed.json()) as { file_url: string };
    const peak = async () => {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
    };
    const before = await peak();
    const block = Buffer.alloc(1024 * 1024, 'some text\n');
    const blocks = function* () {
      for (let sent = 0; sent < sizeBytes; sent += block.length) yield block;
    };
    const put = request(file_url, {
      method: 'PUT',
      headers: { 'content-type': 'text/plain', 'content-length': sizeBytes },
    });
    const answered = once(put, 'response');
    await pipeline(Readable.from(blocks()), put);
    const [response] = await answered;
    expect(response.statusCode).toBe(200);
    expect((await peak()) - before).toBeLessThan(120);
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
});
