import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  type Stats,
} from 'node:fs';
import { userInfo } from 'node:os';
import { parse, win32 } from 'node:path';
import type { MessagePart } from '../model/messages.ts';
import { levelsOf, type PathLevel, writableByOthers } from './guarded-path.ts';
import { ignored, NO_POLICY, type ParsedPolicy, parsePolicy } from './policy.ts';
import { writableOnWindows } from './windows-rights.ts';

/** Windows has neither. */
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
/** A policy takes some hundred bytes. */
const MAX_BYTES = 64 * 1024;
const WINDOWS_MS = 20_000;

/** Where the policy is, and who may write there. */
export interface PolicyPlace {
  readonly path: string;
  /** The outermost folder that counts. */
  readonly top: string;
  /** Their user ids. On Windows, the administrators. */
  readonly trusted: readonly number[];
}

/**
 * The place of this system. No variable moves it, since a person can set those: with `%ProgramData%` they would choose
 * their own policy, or none. Neither Node nor Electron gives the known folder. So on Windows the path is fixed: Microsoft
 * supports another place of that folder in test environments alone.
 * https://learn.microsoft.com/windows-hardware/customize/desktop/unattend/microsoft-windows-shell-setup-folderlocations-programdata
 */
export function systemPolicyPlace(): PolicyPlace {
  switch (process.platform) {
    case 'win32': {
      const drive = windowsDrive();
      return { path: win32.join(drive, 'ProgramData', 'Hoist', 'policy.json'), top: drive, trusted: [] };
    }
    case 'darwin':
      return { path: '/Library/Application Support/Hoist/policy.json', top: '/', trusted: [0] };
    default:
      return { path: '/etc/hoist/policy.json', top: '/', trusted: [0] };
  }
}

/** Reads the policy, if there is one. It does not throw: a policy that cannot be used is reported and does not count. */
export function readPolicy(place: PolicyPlace): ParsedPolicy {
  const { path } = place;
  try {
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return { policy: NO_POLICY, problems: [] };
    const text = readGuarded(place);
    if (typeof text === 'string') return parsePolicy(text, path);
    return { policy: NO_POLICY, problems: [{ code: 'policy_ignored', path, because: text }] };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'EIO';
    if (code === 'ENOTDIR') return { policy: NO_POLICY, problems: [] };
    if (code === 'ELOOP') return ignored(path, 'no_regular_file');
    const because: MessagePart | string =
      code === 'EACCES' || code === 'EPERM' ? { code: 'permission_denied' } : code;
    return { policy: NO_POLICY, problems: [{ code: 'policy_ignored', path, because }] };
  }
}

/** @returns the text, or why it does not count */
function readGuarded(place: PolicyPlace): string | MessagePart {
  const { path } = place;
  const before = lstatSync(path);
  const problem = process.platform === 'win32' ? problemOnWindows(place, before) : problemOf(place);
  if (problem !== null) return problem;
  const file = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const opened = fstatSync(file);
    if (!opened.isFile() || opened.ino !== before.ino || opened.dev !== before.dev)
      return { code: 'no_regular_file' };
    const buffer = Buffer.alloc(MAX_BYTES + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < buffer.length; length += read)
      read = readSync(file, buffer, length, buffer.length - length, null);
    return length > MAX_BYTES ? { code: 'far_too_long' } : buffer.toString('utf8', 0, length);
  } finally {
    closeSync(file);
  }
}

function problemOf({ path, top, trusted }: PolicyPlace): MessagePart | null {
  const levels = levelsOf(path, top).map((level): PathLevel => {
    const stats = lstatSync(level);
    return { path: level, kind: kindOf(stats), uid: stats.uid, mode: stats.mode };
  });
  return writableByOthers(levels, trusted);
}

function kindOf(stats: Stats): PathLevel['kind'] {
  if (stats.isSymbolicLink()) return 'link';
  if (stats.isDirectory()) return 'folder';
  return stats.isFile() ? 'file' : 'other';
}

/**
 * Asks PowerShell for the owners and access lists as SDDL, which is the same in every language of Windows. `icacls` has
 * no owner in its answer, and names accounts in the system's language.
 * https://learn.microsoft.com/powershell/module/microsoft.powershell.security/get-acl
 */
function problemOnWindows({ path, top }: PolicyPlace, stats: Stats): MessagePart | null {
  if (!stats.isFile()) return { code: 'no_regular_file' };
  const levels = levelsOf(path, top);
  const link = levels.find((level) => lstatSync(level).isSymbolicLink());
  if (link !== undefined) return { code: 'is_a_link', path: link };
  const folder = win32.join(top, 'Windows', 'System32', 'WindowsPowerShell', 'v1.0');
  const command = "$env:HOIST_LEVELS -split '\\|' | ForEach-Object { (Get-Acl -LiteralPath $_).Sddl }";
  const answer = execFileSync(
    win32.join(folder, 'powershell.exe'),
    ['-NoProfile', '-NonInteractive', '-Command', command],
    {
      env: { SystemRoot: win32.join(top, 'Windows'), HOIST_LEVELS: levels.join('|') },
      timeout: WINDOWS_MS,
      maxBuffer: 1024 * 1024,
      encoding: 'utf8',
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const lines = answer.split(/\r?\n/).filter((line) => line !== '');
  if (lines.length !== levels.length) return { code: 'rights_unknown', path };
  for (const [index, level] of levels.entries()) {
    // The file and its own folder are Hoist's; those above belong to Windows.
    const problem = writableOnWindows(lines[index] ?? '', level, index < 2 ? 'own' : 'parent');
    if (problem !== null) return problem;
  }
  return null;
}

/** The drive of Windows, asked of the disk and the account, since a person can set the variables that name it. */
function windowsDrive(): string {
  return existsSync('C:\\Windows\\System32') ? 'C:\\' : parse(userInfo().homedir).root;
}
