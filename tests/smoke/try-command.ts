/** The packaged terminal's program at work: its sandbox serves, and its upload prints the id of a file. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { killProcess } from '../support/processes.ts';

const sandboxShape = z.object({ base_url: z.string(), api_key: z.string(), user_id: z.string() });
const readyShape = z.object({ event: z.literal('ready'), path: z.string(), file_id: z.string().min(1) });

/**
 * @param command the program, and arguments that stand before its own
 * @returns the `file_id` that it prints
 * @throws Error where it ends with another exit code, or prints anything beside the lines of `--json`
 */
export async function tryCommand(command: readonly string[], folder: string): Promise<string> {
  const sandbox = start([...command, 'sandbox', '--json'], {});
  try {
    const lines = createInterface({ input: sandbox.stdout });
    const first = await Promise.race([once(lines, 'line'), once(sandbox, 'exit').then(() => ['{}'])]);
    const { base_url, api_key, user_id } = sandboxShape.parse(JSON.parse(String(first[0])));
    const file = join(folder, 'smoke.txt');
    await writeFile(file, 'A first file.');
    const upload = start([...command, 'upload', '--json', file], {
      HOIST_BASE_URL: base_url,
      HOIST_API_KEY: api_key,
      HOIST_USER_ID: user_id,
      HOIST_DATA_DIR: join(folder, 'terminal'),
    });
    let stdout = '';
    upload.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    const [exitCode] = await once(upload, 'close');
    if (exitCode !== 0) throw new Error(`hoist upload ended with ${exitCode}:\n${stdout}`);
    // An empty line before the first, as a program with a window prints it on Windows, is no JSON.
    const [ready] = stdout.trimEnd().split('\n');
    return readyShape.parse(JSON.parse(ready ?? '')).file_id;
  } finally {
    if (sandbox.pid !== undefined && sandbox.exitCode === null && sandbox.signalCode === null) {
      const exited = once(sandbox, 'exit');
      killProcess(sandbox.pid);
      await exited;
    }
  }
}

function start(words: readonly string[], env: Readonly<Record<string, string>>) {
  const [program = '', ...args] = words;
  // A batch file has no program of its own: the shell runs it.
  const shell = program.endsWith('.cmd');
  const quoted = shell ? words.map((word) => `"${word}"`) : words;
  return spawn(shell ? quoted.join(' ') : program, shell ? [] : args, {
    env: { ...process.env, ...env },
    shell,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
