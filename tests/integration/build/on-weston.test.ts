import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { onWeston } from '../../../build/ci/on-weston.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = await tempFolder();
afterAll(() => folder[Symbol.asyncDispose]());

/** A compositor that offers its socket as Weston does, and tells when it ends. */
function compositor(): string {
  const path = folder.at('weston');
  const lines = [
    `#!${process.execPath}`,
    `const name = process.argv.find((each) => each.startsWith('--socket=')).slice(9);`,
    `const server = require('node:net').createServer().listen(process.env.XDG_RUNTIME_DIR + '/' + name);`,
    `process.on('SIGTERM', () => { require('node:fs').writeFileSync('${folder.at('ended')}', ''); process.exit(0); });`,
  ];
  writeFileSync(path, lines.join('\n'));
  chmodSync(path, 0o755);
  return path;
}

// Windows and macOS have no Wayland.
if (process.platform === 'linux') {
  it('a command runs on the Wayland display alone, and the compositor ends with it', async () => {
    process.env['DISPLAY'] = ':7';
    const script = folder.at('script.cjs');
    const checks = [
      `const { WAYLAND_DISPLAY, XDG_RUNTIME_DIR, XDG_SESSION_TYPE, DISPLAY } = process.env;`,
      `const there = require('node:fs').existsSync(XDG_RUNTIME_DIR + '/' + WAYLAND_DISPLAY);`,
      `process.exit(there && XDG_SESSION_TYPE === 'wayland' && DISPLAY === undefined ? 3 : 1);`,
    ];
    writeFileSync(script, checks.join('\n'));
    try {
      expect(await onWeston([script], compositor())).toBe(3);
    } finally {
      delete process.env['DISPLAY'];
    }
    expect(existsSync(folder.at('ended'))).toBe(true);
  });
}

it('a missing compositor is an error', async () => {
  await expect(onWeston(['-e', ''], folder.at('no-weston'))).rejects.toThrow('ENOENT');
});
