import { readFileSync, readlinkSync } from 'node:fs';
import { dirname, parse, resolve, sep } from 'node:path';

/** Types of file systems whose answers come from another computer or from a program, and so may never come. */
const REMOTE =
  /^(nfs\d?|cifs|smb\d?|smbfs|afpfs|webdav|9p|afs|ceph|glusterfs|lustre|davfs|ncpfs|coda|virtiofs|vboxsf|fuse(\..+)?|macfuse|osxfuse)$/;
const MAX_LINKS = 40;
/** Octal escapes of proc(5). */
const ESCAPED = /\\([0-7]{3})/g;

/**
 * Where a path comes to a drive that may stop answering: its mount point. null for a local path. It touches no such
 * drive: links are followed up to its edge, and the list of mounts is the kernel's own.
 * @param path absolute
 */
export function remoteMountOf(path: string, platform: NodeJS.Platform = process.platform): string | null {
  if (platform === 'win32') return path.startsWith('\\\\') ? shareOf(path) : null;
  if (platform === 'darwin') return path.startsWith('/Volumes/') ? path.split('/', 3).join('/') : null;
  const mounts = remoteMounts();
  return mounts.size === 0 ? null : walk(path, mounts, 0);
}

/** @returns the first drive of that kind that is mounted below a folder, or null */
export function remoteMountBelow(folder: string): string | null {
  if (process.platform !== 'linux') return null;
  const prefix = folder.endsWith(sep) ? folder : folder + sep;
  return [...remoteMounts()].find((mount) => mount.startsWith(prefix)) ?? null;
}

function walk(path: string, mounts: ReadonlySet<string>, links: number): string | null {
  let at = parse(path).root;
  const parts = path.slice(at.length).split(sep);
  for (const [index, part] of parts.entries()) {
    at = resolve(at, part);
    if (mounts.has(at)) return at;
    const target = linkAt(at);
    if (target === null) continue;
    if (links >= MAX_LINKS) return null;
    return walk(resolve(dirname(at), target, ...parts.slice(index + 1)), mounts, links + 1);
  }
  return null;
}

/** @returns the target of a link on a local drive, or null */
function linkAt(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

/** The kernel's list is read once a second at most. */
const LIST_LASTS_MS = 1000;
let list: { readonly mounts: ReadonlySet<string>; readonly readMs: number } | null = null;

function remoteMounts(): ReadonlySet<string> {
  const nowMs = performance.now();
  if (list !== null && Math.abs(nowMs - list.readMs) < LIST_LASTS_MS) return list.mounts;
  list = { mounts: readMounts(), readMs: nowMs };
  return list.mounts;
}

function readMounts(): ReadonlySet<string> {
  try {
    return mountsIn(readFileSync('/proc/self/mountinfo', 'utf8'));
  } catch {
    return new Set();
  }
}

/** Mount points of remote file systems, from a text as proc(5) describes it. */
export function mountsIn(mountinfo: string): ReadonlySet<string> {
  const mounts = new Set<string>();
  for (const line of mountinfo.split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const point = before.split(' ')[4];
    const type = after.split(' ')[0] ?? '';
    if (point === undefined || !REMOTE.test(type)) continue;
    mounts.add(point.replace(ESCAPED, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))));
  }
  return mounts;
}

function shareOf(path: string): string {
  return path.split('\\').slice(0, 4).join('\\');
}
