/**
 * `npm run ci:linux`: gives a Linux machine of a CI what the specs need on Electron: displays of both kinds, a session bus,
 * Chromium's sandbox, and the server that the tests of the shared quota start. `-- --any-program` allows user namespaces to all
 * programs, for packages that bring no profile.
 */
import { spawnSync } from 'node:child_process';

const PACKAGES = ['xvfb', 'weston', 'dbus-x11', 'rpm', 'redis-server'];

function run(program: string, ...args: readonly string[]): void {
  const { status, error } = spawnSync(program, args, { stdio: 'inherit' });
  if (status !== 0) throw error ?? new Error(`${program} ${args.join(' ')} ended with ${status}`);
}

if (!process.env['CI']) throw new Error('it changes the whole machine: set CI=1 to have that');
run('sudo', 'apt-get', 'update');
run('sudo', 'apt-get', 'install', '--yes', '--no-install-recommends', ...PACKAGES);
if (process.argv.includes('--any-program')) {
  run('sudo', 'sysctl', '--write', 'kernel.apparmor_restrict_unprivileged_userns=0');
} else {
  run(process.execPath, 'build/allow-sandbox.ts');
}
