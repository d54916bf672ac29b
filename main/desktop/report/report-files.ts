import type { QueueStatus } from '../../core/model/queue-status.ts';
import { shownAddress } from '../../core/model/shown-address.ts';
import type { Settings } from '../settings/settings.ts';
import { redact } from '../shell/redact.ts';
import { versionLines } from '../shell/versions.ts';

/** A file of the report's zip. */
export interface ReportFile {
  readonly name: string;
  readonly kind: 'about' | 'settings' | 'log';
  readonly text: string;
}

/** The raw facts of a report, before redaction. */
export interface ReportFacts {
  readonly version: string;
  readonly versions: Readonly<Record<string, string | undefined>>;
  /** Such as `linux 6.8.0 x64`. */
  readonly system: string;
  readonly locale: string;
  readonly atMs: number;
  readonly settings: Settings;
  /** The number of uploads at each stage. */
  readonly stages: Readonly<Record<string, number>>;
  readonly queueStatus: QueueStatus['kind'];
  readonly folders: number;
  /** The existing logs. */
  readonly logs: readonly { readonly name: string; readonly text: string }[];
}

/**
 * Makes the files that a person passes on for help. Settings are listed by name, so that a new one stays out until
 * somebody adds it. Every text is redacted once more, as in the log.
 * @param hide removes secrets that only their value identifies, such as the key
 */
export function reportFiles(
  facts: ReportFacts,
  hide: (text: string) => string,
  home?: string,
): readonly ReportFile[] {
  const { userId } = facts.settings;
  const clean = (text: string) => {
    const hidden = hide(text);
    return redact(userId === '' ? hidden : hidden.replaceAll(userId, '…'), home);
  };
  const files: readonly ReportFile[] = [
    { name: 'about.txt', kind: 'about', text: aboutText(facts) },
    { name: 'settings.json', kind: 'settings', text: settingsText(facts.settings) },
    ...facts.logs.map((log) => ({ ...log, kind: 'log' as const })),
  ];
  return files.map((file) => ({ ...file, text: clean(file.text) }));
}

function aboutText({
  version,
  versions,
  system,
  locale,
  atMs,
  stages,
  queueStatus,
  folders,
}: ReportFacts): string {
  const counts = Object.entries(stages).map(([stage, count]) => `  ${stage}: ${count}`);
  return [
    `Hoist ${version}`,
    ...versionLines(versions),
    `System: ${system}`,
    `Locale: ${locale}`,
    `Written: ${new Date(atMs).toISOString()}`,
    `Held up by: ${queueStatus}`,
    `Watched folders: ${folders}`,
    counts.length === 0 ? 'Uploads: none' : 'Uploads:',
    ...counts,
    '',
  ].join('\n');
}

function settingsText(settings: Settings): string {
  const shown = {
    server: shownAddress(settings.baseUrl),
    isUserIdSet: settings.userId !== '',
    isKeyKept: settings.encryptedKey !== '',
    isSandboxInUse: settings.sandboxUserId !== '',
    language: settings.language,
    theme: settings.theme,
    retention: settings.retention,
    groupBatches: settings.groupBatches,
    keepInTray: settings.keepInTray,
    notifications: settings.notifications,
    keepAwake: settings.keepAwake,
    dropWindow: settings.dropWindow,
    clipboardShortcut: settings.clipboardShortcut,
    requestsPerSecond: settings.requestsPerSecond,
    requestsPerMinute: settings.requestsPerMinute,
    maxBytesPerSecond: settings.maxBytesPerSecond,
    historyDays: settings.historyDays,
    updateChannel: settings.updateChannel,
    processingMinutes: settings.processingMinutes,
    windowPlace: settings.windowPlace,
  };
  return `${JSON.stringify(shown, null, 2)}\n`;
}

/** @returns all files as one text, for the person to read first */
export function previewOf(files: readonly ReportFile[]): string {
  return files.map(({ name, text }) => `=== ${name} ===\n\n${text.trimEnd()}\n`).join('\n');
}

/** Such as `Hoist report 2026-11-25.zip`. */
export function reportName(atMs: number): string {
  return `Hoist report ${new Date(atMs).toISOString().slice(0, 10)}.zip`;
}
