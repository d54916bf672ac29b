import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Whether Chromium's sandbox works, and if not, a sentence on why and what to do. */
export type ChromiumSandbox = { readonly on: true } | { readonly on: false; readonly why: string };

export interface SandboxSystem {
  /** `HOIST_SANDBOX=on` requires the sandbox. */
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** undefined on Windows. */
  readonly uid: number | undefined;
  /** `/`, or a folder in its place. */
  readonly root: string;
}

const AS_ROOT = "Chromium's sandbox is off: there is none for root. Any other account has it.";
const RESTRICTED =
  "Chromium's sandbox is off: this system lets programs make no user namespaces. " +
  '`npm run electron:sandbox` allows it to Electron alone.';

/** For each setting, the value that keeps Chromium from creating a user namespace. */
const RESTRICTIONS = [
  // Ubuntu since 23.10. An AppArmor profile lifts it for one program.
  ['proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1'],
  // Debian's older switch.
  ['proc/sys/kernel/unprivileged_userns_clone', '0'],
  ['proc/sys/user/max_user_namespaces', '0'],
] as const;

/**
 * Without its sandbox, Electron ends with a fatal error before the app's first line: as root, and if neither user namespaces
 * nor the helper `chrome-sandbox` with its setuid bit are available.
 * Source: https://chromium.googlesource.com/chromium/src/+/main/docs/security/apparmor-userns-restrictions.md
 * @throws Error where `HOIST_SANDBOX` demands what cannot be had
 */
export function chromiumSandbox(binary: string, system: SandboxSystem): ChromiumSandbox {
  const sandbox = sandboxOn(binary, system);
  if (!sandbox.on && system.env['HOIST_SANDBOX'] === 'on') throw new Error(sandbox.why);
  return sandbox;
}

function sandboxOn(binary: string, { platform, uid, root }: SandboxSystem): ChromiumSandbox {
  if (platform !== 'linux') return { on: true };
  if (uid === 0) return { on: false, why: AS_ROOT };
  const restrictions = RESTRICTIONS.filter(([path, value]) => textOf(join(root, path)).trim() === value);
  if (restrictions.length === 0 || hasSetuidHelper(binary)) return { on: true };
  const isAppArmorAlone = restrictions.every(([path]) => path.includes('apparmor'));
  if (isAppArmorAlone && hasProfile(binary, join(root, 'etc/apparmor.d'))) return { on: true };
  return { on: false, why: RESTRICTED };
}

/** A profile that confines nothing and allows user namespaces to this one program. */
export function appArmorProfile(binary: string): string {
  return `abi <abi/4.0>,
include <tunables/global>

profile hoist-electron "${binary}" flags=(unconfined) {
  userns,

  include if exists <local/hoist-electron>
}
`;
}

function hasSetuidHelper(binary: string): boolean {
  try {
    const { uid, mode } = statSync(join(dirname(binary), 'chrome-sandbox'));
    return uid === 0 && (mode & 0o4000) !== 0;
  } catch {
    return false;
  }
}

function hasProfile(binary: string, folder: string): boolean {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return false;
  }
  return names.some((name) => {
    const text = textOf(join(folder, name));
    return text.includes(binary) && /^\s*userns,/m.test(text);
  });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
