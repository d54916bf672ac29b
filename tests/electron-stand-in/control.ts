/**
 * The way in for tests: what Playwright's `electronApp.evaluate` does on real Electron. The harness holds the other end
 * of file descriptor 3; when it goes, so does the app, since nobody is left to close it.
 */
import { fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import { deserialize, serialize } from 'node:v8';
import vm from 'node:vm';
import { browser } from './cdp/browser.ts';
import type { Answer, Question } from './control-messages.ts';
import electron from './electron.ts';
import { exit } from './lifecycle.ts';

const descriptor = 3;

export function openControl(): void {
  if (process.env['HOIST_STAND_IN_CONTROL'] !== '1' || !fstatSync(descriptor).isSocket()) return;
  // The app and what it starts need not know of it.
  delete process.env['HOIST_STAND_IN_CONTROL'];
  const socket = new Socket({ fd: descriptor });
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    const lines = (text + chunk).split('\n');
    text = lines.pop() ?? '';
    for (const line of lines)
      void answer(JSON.parse(line) as Question).then((said) => socket.write(`${JSON.stringify(said)}\n`));
  });
  socket.on('close', () => exit(1));
  socket.on('error', () => socket.destroy());
}

async function answer(question: Question): Promise<Answer> {
  const { id } = question;
  try {
    if (question.kind === 'endpoint') return { id, ok: true, value: pack((await browser()).endpoint) };
    const run = vm.runInThisContext(`(${question.source})`) as (...args: unknown[]) => unknown;
    return { id, ok: true, value: pack(await run(electron, unpack(question.argument))) };
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    return { id, ok: false, message, stack: stack ?? message };
  }
}

function pack(value: unknown): string {
  return serialize(value).toString('base64');
}

function unpack(text: string): unknown {
  return deserialize(Buffer.from(text, 'base64'));
}
