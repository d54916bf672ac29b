import { expect, it } from 'vitest';
import { packagesOf } from '../../smoke/packages.ts';

const FILES = [
  ...['/d/Hoist-1.2.3-linux-x86_64.AppImage', '/d/Hoist-1.2.3-linux-arm64.AppImage'],
  ...['/d/Hoist-1.2.3-linux-amd64.deb', '/d/Hoist-1.2.3-linux-arm64.deb'],
  ...['/d/Hoist-1.2.3-linux-x86_64.rpm', '/d/Hoist-1.2.3-linux-aarch64.rpm'],
  ...['/d/Hoist-1.2.3-mac-x64.dmg', '/d/Hoist-1.2.3-mac-arm64.dmg'],
  ...['/d/Hoist-1.2.3-mac-x64.zip', '/d/Hoist-1.2.3-mac-arm64.zip'],
  ...['C:\\d\\Hoist-1.2.3-win-x64.exe', 'C:\\d\\Hoist-1.2.3-win-arm64.exe'],
  ...['C:\\d\\Hoist-1.2.3-win-x64-portable.exe', 'C:\\d\\Hoist-1.2.3-win-arm64-portable.exe'],
];

it.each<[NodeJS.Platform, string, readonly (readonly [string, string])[]]>([
  [
    'linux',
    'x64',
    [
      ['deb', FILES[2] ?? ''],
      ['rpm', FILES[4] ?? ''],
      ['AppImage', FILES[0] ?? ''],
    ],
  ],
  [
    'linux',
    'arm64',
    [
      ['deb', FILES[3] ?? ''],
      ['rpm', FILES[5] ?? ''],
      ['AppImage', FILES[1] ?? ''],
    ],
  ],
  [
    'darwin',
    'arm64',
    [
      ['dmg', FILES[7] ?? ''],
      ['zip', FILES[9] ?? ''],
    ],
  ],
  [
    'win32',
    'x64',
    [
      ['installer', FILES[10] ?? ''],
      ['portable', FILES[12] ?? ''],
    ],
  ],
  [
    'win32',
    'arm64',
    [
      ['installer', FILES[11] ?? ''],
      ['portable', FILES[13] ?? ''],
    ],
  ],
])('each package of %s for %s is tried, by its own file', (platform, arch, wanted) => {
  const found = packagesOf(platform, arch, FILES, '/scratch');
  expect(found.map(({ kind }) => kind)).toEqual(wanted.map(([kind]) => kind));
  for (const [at, { install, app }] of found.entries()) {
    expect([...install.flat(), ...app]).toContain(wanted[at]?.[1]);
  }
});

it('a kind of package that was not built is an error', () => {
  const without = FILES.filter((file) => !file.endsWith('amd64.deb'));
  expect(() => packagesOf('linux', 'x64', without, '/scratch')).toThrow('no deb for x64 was built');
});
