/**
 * `npm run electron:sandbox`: allows Electron's binary to create user namespaces where AppArmor forbids them to all programs (Ubuntu
 * since 23.10). It installs a profile for that binary alone, and asks for the administrator's password with `sudo`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { ELECTRON_PACKAGE, electronBinary } from './runner/electron-package.ts';
import { appArmorProfile } from './runner/sandbox.ts';

const PROFILE = '/etc/apparmor.d/hoist-electron';

function asAdministrator(args: readonly string[], input = ''): void {
  const [program = '', ...rest] = process.getuid?.() === 0 ? args : ['sudo', ...args];
  const { status, error } = spawnSync(program, rest, { input, stdio: ['pipe', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(error?.message ?? `${args.join(' ')} failed`);
}

try {
  const binary = electronBinary(ELECTRON_PACKAGE, process.env);
  if (binary === null) throw new Error("Electron's binary is not installed: run `npm run electron:install`.");
  if (process.platform !== 'linux' || !existsSync('/etc/apparmor.d')) {
    console.log('There is no AppArmor here, so nothing needs to be allowed.');
  } else {
    asAdministrator(['tee', PROFILE], appArmorProfile(binary));
    asAdministrator(['apparmor_parser', '--replace', PROFILE]);
    console.log(`Electron may use Chromium's sandbox now (${PROFILE}).`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
