import type { BigIntStats } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ConversionChoice } from '../convert/ways.ts';
import { fingerprintFrom } from '../files/fingerprint.ts';
import { isWithin } from '../files/is-within.ts';
import { judgeFile, reasonFor } from '../intake/left-out.ts';
import type { ConversionWay } from '../model/conversion.ts';
import type { FileLimits } from '../model/file-types.ts';
import type { SkipReason } from '../model/reasons.ts';
import type { Fingerprint } from '../model/upload.ts';
import { leadsToOtherDrive } from './links-to-drives.ts';

/** The file at a path at this moment. */
export type FileSnapshot = Document | SkippedSnapshot;

/** A file of a type and size that the server takes, or one that is converted without asking. */
export interface Document {
  readonly kind: 'document';
  readonly path: string;
  readonly name: string;
  /** MIME type; null for a file that is to be converted. */
  readonly contentType: string | null;
  /** How it is converted; null where its own bytes are sent. */
  readonly way: ConversionWay | null;
  readonly fingerprint: Fingerprint;
  /** When its name, place or content last changed, in ms since the epoch. */
  readonly changedAtMs: number;
  /** When the file was made, in ms since the epoch; 0 where the file system does not tell. */
  readonly bornAtMs: number;
  /** Its bytes are elsewhere and would be fetched by reading it. */
  readonly onlineOnly: boolean;
}

export interface SkippedSnapshot {
  readonly kind: 'skipped';
  readonly path: string;
  readonly sizeBytes: number | null;
  readonly fingerprint: Fingerprint | null;
  readonly reason: SkipReason;
}

export const LEADS_OUT: SkipReason = { code: 'link_leads_out' };

/** How to look. */
export interface Looking {
  /** The watched folder, as it was named. */
  readonly root: string;
  readonly limits: () => FileLimits;
  readonly conversion: () => ConversionChoice;
  readonly isOnlineOnly: (stats: BigIntStats) => boolean;
}

/**
 * OneDrive, iCloud and the like show files whose bytes are elsewhere: they have a size and no blocks. On Linux also
 * small files that are whole can have none, and none of these services is there.
 */
export function isOnlineOnly(stats: BigIntStats, platform: NodeJS.Platform = process.platform): boolean {
  return (platform === 'win32' || platform === 'darwin') && stats.size > 0n && stats.blocks === 0n;
}

/**
 * Looks at a path without opening it. null for a folder and where nothing is. Links are followed within the watched
 * folder only: whoever may write into it could else have files sent that only this person may read.
 */
export async function look(path: string, looking: Looking): Promise<FileSnapshot | null> {
  try {
    if (leadsToOtherDrive(path, await realpath(looking.root))) return skipped(path, LEADS_OUT);
    const stats = await stat(path, { bigint: true });
    if (stats.isDirectory()) return null;
    const [real, realRoot] = await Promise.all([realpath(path), realpath(looking.root)]);
    return isWithin(real, realRoot) ? snapshotOf(path, stats, looking) : skipped(path, LEADS_OUT);
  } catch (error) {
    const reason = await reasonFor(path, error);
    return reason.code === 'not_found' ? null : skipped(path, reason);
  }
}

/** As {@link look}, for what is known to lie in the watched folder. */
export async function lookWithin(path: string, looking: Looking): Promise<FileSnapshot | null> {
  try {
    const stats = await stat(path, { bigint: true });
    return stats.isDirectory() ? null : snapshotOf(path, stats, looking);
  } catch (error) {
    const reason = await reasonFor(path, error);
    return reason.code === 'not_found' ? null : skipped(path, reason);
  }
}

function snapshotOf(path: string, stats: BigIntStats, looking: Looking): FileSnapshot {
  if (!stats.isFile()) return skipped(path, { code: 'not_a_file' });
  const sizeBytes = Number(stats.size);
  const fingerprint = fingerprintFrom(stats);
  const name = basename(path);
  const judged = judgeFile(name, sizeBytes, looking.limits(), looking.conversion());
  if ('code' in judged) return { kind: 'skipped', path, sizeBytes, fingerprint, reason: judged };
  return {
    kind: 'document',
    path,
    name,
    contentType: judged.contentType,
    way: judged.way,
    fingerprint,
    changedAtMs: Number(stats.ctimeMs),
    bornAtMs: Number(stats.birthtimeMs),
    onlineOnly: looking.isOnlineOnly(stats),
  };
}

export function skipped(path: string, reason: SkipReason): SkippedSnapshot {
  return { kind: 'skipped', path, sizeBytes: null, fingerprint: null, reason };
}
