import { describe, expect, it } from 'vitest';
import { surprisesAmong } from '../../../build/package/inspect-package.ts';

const packed = (files: Readonly<Record<string, string>>) =>
  Object.entries(files).map(([path, text]) => ({ path, text: () => text }));

const GOOD = {
  'package.json': '{}',
  'out/licenses.txt': 'MIT',
  'out/main/start.js': 'await import("./main.js");',
  'out/main/extraction-worker.js': '',
  'out/main/drive-worker.js': '',
  'out/main/convert-worker.js': '',
  'out/main/tray/needs-youTemplate@2x.png': '',
  'out/preload/bridge.cjs': '',
  'out/renderer/index.html': '',
  'out/renderer/drop.html': '',
  'out/renderer/assets/index-Bem_R84.js': '',
};

describe('the content of a package', () => {
  it('matches what was built', () => {
    expect(surprisesAmong(packed(GOOD), ['/home/ada'])).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['a library', { 'node_modules/zod/index.js': '' }, 'node_modules/zod/index.js is packed.'],
    ['a source', { 'main/index.ts': '' }, 'main/index.ts is packed.'],
    ['a source map', { 'out/main/start.js.map': '{}' }, 'out/main/start.js.map is packed.'],
    [
      'the name of a source map',
      { 'out/main/start.js': 'x\n//# sourceMappingURL=start.js.map' },
      'out/main/start.js names a source map.',
    ],
    [
      'a path of the machine',
      { 'out/main/start.js': 'const at = "/home/ada/hoist/main";' },
      'out/main/start.js tells of /home/ada.',
    ],
    [
      'what a bundler could not follow',
      { 'out/main/start.js': 'value = __require(name);\n__require("node:fs");' },
      'out/main/start.js requires name);',
    ],
    [
      'a part of a library that a bundler left out',
      { 'out/main/start.js': '__require("node:timers/promises");\n__require("zod/mini");' },
      'out/main/start.js requires "zod/mini");',
    ],
  ])('may not include %s', (_what, files, surprise) => {
    expect(surprisesAmong(packed({ ...GOOD, ...files }), ['/home/ada'])).toEqual([surprise]);
  });

  it.each([
    ['out/licenses.txt', '^out\\/licenses\\.txt$'],
    ['out/main/extraction-worker.js', '^out\\/main\\/extraction-worker\\.js$'],
    ['out/main/drive-worker.js', '^out\\/main\\/drive-worker\\.js$'],
    ['out/main/convert-worker.js', '^out\\/main\\/convert-worker\\.js$'],
  ])('may not lack %s', (path, pattern) => {
    const without = Object.fromEntries(Object.entries(GOOD).filter(([name]) => name !== path));
    expect(surprisesAmong(packed(without), [])).toEqual([`Nothing like ${pattern} is packed.`]);
  });
});
