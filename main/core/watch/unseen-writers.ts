import { stat, statfs } from 'node:fs/promises';
import type { FileSnapshot } from './file-snapshot.ts';
import { isRemoteType } from './file-system-events.ts';
import { type ProgramsSeen, programsSeen } from './open-for-writing.ts';

/**
 * Why it cannot be known that nobody writes a file:
 * - `unseen`: whoever writes it may be another user or on another computer, so that no look here shows it.
 * - `untold`: this system does not tell who has a file open.
 */
export type Doubt = 'unseen' | 'untold';

/** How long a file without a known writer must not change before it counts as finished, in ms. */
const QUIET_MS: Readonly<Record<Doubt, number>> = { unseen: 60_000, untold: 10_000 };
/** This many pauses show the rhythm of a writer. */
const ENOUGH_PAUSES = 2;
/** Longer than the longest pause by this, in ms. */
const MARGIN_MS = 5000;

/**
 * For how long a doubtful file has to be quiet to count as finished, in ms.
 * @param pausesMs those between its writes, as far as they were seen
 */
export function quietNeededMs(doubt: Doubt, pausesMs: readonly number[]): number {
  const longest = Math.max(0, ...pausesMs);
  if (pausesMs.length < ENOUGH_PAUSES) return Math.max(QUIET_MS[doubt], 2 * longest);
  // An even writer is done soon after its usual pause; an uneven one gets the difference on top.
  return longest + (longest - Math.min(...pausesMs)) + MARGIN_MS;
}

/** What nobody has touched for so long, in ms, is not waited for. Another computer's clock may well be an hour off. */
const LONG_AGO_MS: Readonly<Record<Doubt, number>> = { unseen: 24 * 60 * 60_000, untold: 10 * 60_000 };

/** Whether the file was last changed so long ago that nobody can be in the middle of writing it. */
export function wasLongAgo(snapshot: FileSnapshot, doubt: Doubt, nowMs: number): boolean {
  return snapshot.kind === 'document' && nowMs - snapshot.changedAtMs > LONG_AGO_MS[doubt];
}

/**
 * Those of the files of which it cannot be known that nobody writes them, and why.
 * - Linux shows the open files of one's own programs, but for those that changed their user; those of others only to
 *   root, or with CAP_SYS_PTRACE.
 * - On a network drive the writer may be on another computer.
 * - macOS shows one's own as Linux does (`lsof`); drives other than the system's may be on the network.
 * - Windows refuses to open a file that its writer shares with nobody, as most do, and tells nothing of the others.
 * @param paths without links
 * @param seen whose programs' open files can be looked at
 */
export async function doubts(
  paths: readonly string[],
  platform: NodeJS.Platform = process.platform,
  seen: () => Promise<ProgramsSeen> = programsSeen,
): Promise<ReadonlyMap<string, Doubt>> {
  const found = new Map<string, Doubt>();
  if (platform === 'win32') {
    for (const path of paths) found.set(path, path.startsWith('\\\\') ? 'unseen' : 'untold');
    return found;
  }
  const programs = await seen();
  await Promise.all(
    paths.map(async (path) => {
      const isUnseen = (programs !== 'all' && (await isOfAnother(path))) || (await isRemote(path, platform));
      if (isUnseen) found.set(path, 'unseen');
      else if (programs === 'some') found.set(path, 'untold');
    }),
  );
  return found;
}

async function isOfAnother(path: string): Promise<boolean> {
  const owner = await stat(path).then(
    ({ uid }) => uid,
    () => null,
  );
  return owner !== process.geteuid?.();
}

async function isRemote(path: string, platform: NodeJS.Platform): Promise<boolean> {
  if (platform === 'darwin') return path.startsWith('/Volumes/');
  return statfs(path).then(
    ({ type }) => isRemoteType(type),
    () => false,
  );
}
