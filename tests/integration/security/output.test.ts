import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe } from 'vitest';
import type { Source } from '../../support/altered-source.ts';
import { OddServer } from '../../support/odd-server.ts';
import { sourceExploit } from '../../support/source-exploit.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { environmentOf } from '../../support/terminal.ts';

/** Sets a terminal's title, moves its cursor, colours by C1, and turns the end of a name around. */
const HOSTILE = '\u001b]0;PWNED\u0007\u001b[2J\u009b31m\u202efdp';
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ACTED_ON = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e]/;

/** A server whose ids are hostile, or whose errors are. */
function hostileServer(fails: boolean): Promise<OddServer> {
  return OddServer.start((request, response) => {
    const answer = (body: object, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    request.resume().on('end', () => {
      if (request.method === 'PUT') response.end();
      else if (!request.url?.includes('signed-url')) answer({ processing_status: 'PROCESSED' });
      else if (fails) answer({ error_code: 'attachment_access_forbidden', detail: HOSTILE }, 403);
      else
        answer({ file_id: `id${HOSTILE}`, file_url: `http://${request.headers.host}/put`, expires_in: 600 });
    });
  });
}

async function printed(source: Source, args: string[], env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, [join(source.root, 'main/cli.ts'), ...args], { env });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
  }
  await once(child, 'close');
  return text;
}

/** Whether anything that a command prints of hostile names, ids and errors would be acted on. */
async function printsRaw(source: Source, ...reports: string[][]): Promise<boolean> {
  await using folder = await tempFolder();
  await using ids = await hostileServer(false);
  await using errors = await hostileServer(true);
  await mkdir(folder.at('in'));
  await writeFile(folder.at(`in/name${HOSTILE}.txt`), 'text');
  const env = (server: OddServer) => ({
    ...environmentOf({
      settings: { baseUrl: server.url, apiKey: 'key', userId: '497f6eca-6276-4993-bfeb-53cbbbba6f08' },
    }),
    HOIST_DATA_DIR: folder.at('data'),
  });
  let all = '';
  for (const server of [errors, ids]) {
    for (const args of reports) {
      const named = args[0] === 'upload' ? [...args, folder.at('in')] : args;
      all += await printed(source, named, env(server));
    }
  }
  return ACTED_ON.test(all);
}

describe('an error that nobody expected', () => {
  sourceExploit('is printed by the terminal with the key in it, or with what a terminal acts on', {
    stage: {
      file: 'main/terminal/program.ts',
      from: 'const program = makeProgram(invokedFrom);',
      to: `const headers = { 'api-key': process.env['HOIST_API_KEY'] };
        throw Object.assign(new Error(String(process.env['HOSTILE'])), { options: { headers } });
        const program = makeProgram(invokedFrom);`,
    },
    guards: [{ file: 'main/terminal/program.ts', from: 'endOnUnexpectedErrors();', to: '' }],
    async attempt(source) {
      const settings = { baseUrl: 'http://127.0.0.1:9', apiKey: 'very-secret', userId: '' };
      const text = await printed(source, ['history'], { ...environmentOf({ settings }), HOSTILE });
      if (!text.includes('PWNED')) throw new Error(text);
      return text.includes('very-secret') || ACTED_ON.test(text);
    },
  });
});

describe('hostile names, ids and errors', () => {
  sourceExploit('reach the terminal raw in lines for people', {
    guards: [
      {
        file: 'main/terminal/output/printable.ts',
        from: "(character === '\\n' ? '\\\\n' : escaped(character))",
        to: 'character',
      },
    ],
    attempt: (source) => printsRaw(source, ['upload', `--no${HOSTILE}`], ['upload'], ['history']),
  });

  sourceExploit('reach the terminal raw in lines for programs', {
    guards: [
      {
        file: 'main/core/model/unprintable.ts',
        from: "return text.replace(UNPRINTABLE, (character) => (character === '\\n' ? character : escaped(character)));",
        to: 'return text;',
      },
    ],
    attempt: (source) => printsRaw(source, ['upload', '--json'], ['history', '--json']),
  });

  sourceExploit('reach the terminal raw in a table', {
    guards: [
      {
        file: 'main/core/model/receipt.ts',
        from: "'\\t\\n\\r'.includes(character) ? character : escaped(character)",
        to: 'character',
      },
    ],
    attempt: (source) => printsRaw(source, ['upload', '--json'], ['history', '--csv']),
  });
});
