import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { build, type Plugin } from 'vite';
import { describe, expect, it } from 'vitest';
import { lightHttpPlugin } from '../../../build/light-http-plugin.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { hoist } from '../../support/terminal.ts';

const FETCH = 'NativeModule internal/deps/undici/undici';

const PROGRAM = `
import http, { Agent, createServer, request } from 'node:http';
const server = createServer((_request, response) => response.end('served')).listen(0, '127.0.0.1', () => {
  request({ port: server.address().port, host: '127.0.0.1', agent: new Agent() }, (response) => {
    response.setEncoding('utf8').on('data', (text) => {
      const hasFetch = process.moduleLoadList.includes('${FETCH}');
      console.log(JSON.stringify([text, http.Agent === Agent, hasFetch]));
      server.close();
    });
  }).end();
});`;

/** @returns what the program says once it is bundled */
async function saidBy(program: string, plugins: Plugin[]): Promise<unknown> {
  await using folder = await tempFolder();
  await writeFile(folder.at('program.ts'), program);
  await build({
    configFile: false,
    logLevel: 'silent',
    root: folder.path,
    plugins,
    build: { ssr: true, outDir: folder.at('out'), rolldownOptions: { input: folder.at('program.ts') } },
  });
  const { stdout } = await promisify(execFile)(process.execPath, [folder.at('out/program.mjs')]);
  return JSON.parse(stdout);
}

it('hoist uploads a file without loading Node’s fetch', async () => {
  await using folder = await tempFolder();
  await using api = await StrictApi.start({ processingMs: 0 });
  await writeFile(folder.at('a.txt'), 'text');
  await writeFile(
    folder.at('tell.cjs'),
    `process.on('exit', () => process.stderr.write(String(process.moduleLoadList.includes('${FETCH}'))));`,
  );
  const env = { NODE_OPTIONS: `--require=${folder.at('tell.cjs')}` };
  const { exit, stderr } = await hoist(['upload', folder.at('a.txt')], { settings: api.settings, env });
  expect([exit, stderr.endsWith('false')]).toEqual([0, true]);
});

describe('a bundled program', () => {
  it('serves and asks over HTTP without Node’s fetch, which an import of node:http loads', async () => {
    expect(await saidBy(PROGRAM, [])).toEqual(['served', true, true]);
    expect(await saidBy(PROGRAM, [lightHttpPlugin()])).toEqual(['served', true, false]);
  });
});
