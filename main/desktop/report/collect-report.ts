import { readFile } from 'node:fs/promises';
import { release } from 'node:os';
import { basename } from 'node:path';
import { app } from 'electron';
import type { Queue } from '../../core/queue/queue.ts';
import type { WatchedFolders } from '../../core/watch/watched-folders.ts';
import type { SettingsFile } from '../settings/settings.ts';
import type { Log } from '../shell/log.ts';
import { type ReportFile, reportFiles } from './report-files.ts';

export interface ReportSources {
  readonly queue: Queue;
  readonly folders: WatchedFolders;
  readonly settings: SettingsFile;
  readonly log: Log;
  /** Removes the key from a text. */
  readonly hide: (text: string) => string;
}

/** Collects the facts of a report. */
export async function collectReport(parts: ReportSources): Promise<readonly ReportFile[]> {
  const { queue, folders, settings, log, hide } = parts;
  const stages: Record<string, number> = {};
  for (const { state } of queue.uploads.all()) stages[state.stage] = (stages[state.stage] ?? 0) + 1;
  const logs = await Promise.all([log.olderPath, log.path].map(readLog));
  return reportFiles(
    {
      version: app.getVersion(),
      versions: process.versions,
      system: `${process.platform} ${release()} ${process.arch}`,
      locale: app.getLocale(),
      atMs: Date.now(),
      settings: settings.read(),
      stages,
      queueStatus: queue.status.kind,
      folders: folders.folders.length,
      logs: logs.flatMap((read) => (read === null ? [] : [read])),
    },
    hide,
  );
}

/** @returns null where the log was never written or cannot be read */
async function readLog(path: string): Promise<{ name: string; text: string } | null> {
  try {
    return { name: basename(path), text: await readFile(path, 'utf8') };
  } catch {
    return null;
  }
}
