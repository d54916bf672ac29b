/** How each kind of package gets onto a machine and off it, and what it puts there. */
import { posix, win32 } from 'node:path';

export interface Steps {
  readonly kind: string;
  /** Commands, each a program with its arguments, to be run in this order. */
  readonly install: readonly (readonly string[])[];
  readonly remove: readonly (readonly string[])[];
  /** The app, as it is started. */
  readonly app: readonly string[];
  /** The terminal's program; null where the package gives a person no way to it. */
  readonly command: string | null;
}

const ARCHITECTURES: Readonly<Record<string, readonly string[]>> = {
  x64: ['x64', 'x86_64', 'amd64'],
  arm64: ['arm64', 'aarch64'],
};
const DEBIAN = 'hoist';

/**
 * The steps for each package of this system and architecture.
 * @param files whole paths of what the build put out
 * @param scratch a folder whose path has no spaces
 * @throws Error where a kind of package that the system has is missing
 */
export function packagesOf(
  platform: NodeJS.Platform,
  arch: string,
  files: readonly string[],
  scratch: string,
): readonly Steps[] {
  const find = (kind: string, end: string): string => {
    const names = ARCHITECTURES[arch] ?? [];
    const found = files.find((file) => names.some((name) => file.endsWith(`-${name}${end}`)));
    if (found === undefined) throw new Error(`no ${kind} for ${arch} was built`);
    return found;
  };
  if (platform === 'darwin') return [disk(find('dmg', '.dmg'), scratch), zip(find('zip', '.zip'), scratch)];
  if (platform === 'win32') {
    return [installer(find('installer', '.exe'), scratch), portable(find('portable', '-portable.exe'))];
  }
  return [
    debian(find('deb', '.deb')),
    redHat(find('rpm', '.rpm')),
    appImage(find('AppImage', '.AppImage'), scratch),
  ];
}

const LINUX = { app: ['/opt/Hoist/hoist-desktop'], command: '/usr/bin/hoist' };

function debian(file: string): Steps {
  return {
    kind: 'deb',
    ...LINUX,
    install: [['sudo', 'apt-get', 'install', '--yes', file]],
    remove: [['sudo', 'apt-get', 'purge', '--yes', DEBIAN]],
  };
}

/** Debian's own rpm knows nothing of what is installed there, so that it must not ask for dependencies. */
function redHat(file: string): Steps {
  return {
    kind: 'rpm',
    ...LINUX,
    install: [['sudo', 'rpm', '--install', '--nodeps', file]],
    remove: [['sudo', 'rpm', '--erase', DEBIAN]],
  };
}

/** Unpacked by itself: the machines of a CI have no FUSE. */
function appImage(file: string, scratch: string): Steps {
  const root = posix.join(scratch, 'squashfs-root');
  return {
    kind: 'AppImage',
    install: [
      ['chmod', '+x', file],
      ['env', '-C', scratch, file, '--appimage-extract'],
    ],
    remove: [['rm', '-rf', root]],
    app: [posix.join(root, 'AppRun')],
    command: posix.join(root, 'resources/command/hoist'),
  };
}

function inApplication(folder: string): Pick<Steps, 'app' | 'command'> {
  const contents = posix.join(folder, 'Hoist.app/Contents');
  return {
    app: [posix.join(contents, 'MacOS/Hoist')],
    command: posix.join(contents, 'Resources/command/hoist'),
  };
}

function disk(file: string, scratch: string): Steps {
  const mounted = posix.join(scratch, 'disk');
  const applications = posix.join(scratch, 'applications');
  return {
    kind: 'dmg',
    ...inApplication(applications),
    install: [
      ['hdiutil', 'attach', '-nobrowse', '-mountpoint', mounted, file],
      ['mkdir', '-p', applications],
      ['cp', '-R', posix.join(mounted, 'Hoist.app'), applications],
      ['hdiutil', 'detach', mounted],
    ],
    remove: [['rm', '-rf', applications]],
  };
}

function zip(file: string, scratch: string): Steps {
  const folder = posix.join(scratch, 'unzipped');
  return {
    kind: 'zip',
    ...inApplication(folder),
    install: [['ditto', '-x', '-k', file, folder]],
    remove: [['rm', '-rf', folder]],
  };
}

/** NSIS takes the folder as its last argument, without quotes. */
function installer(file: string, scratch: string): Steps {
  const folder = win32.join(scratch, 'Hoist');
  return {
    kind: 'installer',
    install: [[file, '/currentuser', '/S', `/D=${folder}`]],
    remove: [[win32.join(folder, 'Uninstall Hoist.exe'), '/currentuser', '/S']],
    app: [win32.join(folder, 'Hoist.exe')],
    command: win32.join(folder, 'bin', 'hoist.cmd'),
  };
}

function portable(file: string): Steps {
  return { kind: 'portable', install: [], remove: [], app: [file], command: null };
}
