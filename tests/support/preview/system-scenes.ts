import type { Connection, UploadRow } from '../../../preload/contract/contract.ts';
import { NOW_MS } from './now.ts';
import type { Scene } from './scenes.ts';

/** Five minutes of a line that is busy, idle for a while, and busy again, in bytes a second. */
const SPEEDS = Array.from({ length: 60 }, (_, at) =>
  at > 22 && at < 30 ? 0 : Math.round(1_400_000 + 900_000 * Math.sin(at / 4) + 400_000 * Math.sin(at * 2.3)),
);

interface Usual {
  readonly account: Connection;
  readonly firstRun: Connection;
  readonly few: readonly UploadRow[];
  readonly waiting: readonly UploadRow[];
}

/** Scenes of a server, a storage, a keyring or a desktop that misbehaves. */
export function systemScenes({ account, firstRun, few, waiting }: Usual): readonly Scene[] {
  const unlocking: Connection = { ...account, mode: 'unlocking', keyProtection: 'unknown' };
  const untilMs = NOW_MS + 15_000;
  const open = { kind: 'open' } as const;
  return [
    {
      name: 'server-trouble',
      rows: waiting,
      queueStatus: {
        kind: 'server-trouble',
        message: {
          code: 'server_in_trouble',
          because: { code: 'answered', said: 'The service is busy', status: 503 },
        },
        untilMs,
      },
      connection: account,
    },
    {
      name: 'storage-trouble',
      rows: waiting,
      queueStatus: {
        kind: 'storage-trouble',
        message: { code: 'storage_in_trouble', because: { code: 'no_connections_taken' } },
        untilMs,
      },
      connection: account,
    },
    {
      name: 'activity-busy',
      rows: waiting,
      queueStatus: { kind: 'rate-limited', untilMs },
      activity: {
        calls: { ours: 112, others: 68, limit: 180, allowed: 180 },
        quota: { kind: 'shared', desks: 4 },
        uploads: { waiting: 57, sending: 4, processing: 12 },
        speed: { sampleMs: 5000, bytesPerSecond: SPEEDS },
        processing: { files: 84, medianMs: 4600, p90Ms: 11_200 },
      },
      connection: account,
    },
    {
      name: 'activity-others',
      rows: few,
      queueStatus: open,
      activity: {
        calls: { ours: 31, others: 40, limit: 180, allowed: 90 },
        uploads: { waiting: 0, sending: 1, processing: 3 },
        speed: { sampleMs: 5000, bytesPerSecond: SPEEDS.map((speed, at) => (at < 40 ? 0 : speed)) },
        processing: { files: 3, medianMs: 4600, p90Ms: null },
      },
      connection: account,
    },
    {
      name: 'proxy-login',
      rows: waiting,
      queueStatus: {
        kind: 'offline',
        message: {
          code: 'unreachable',
          because: { code: 'proxy_wants_login', proxy: 'proxy.company.example:8080' },
        },
        untilMs,
      },
      proxyQuestion: { proxy: 'proxy.company.example:8080', wasRefused: false },
      connection: account,
    },
    {
      name: 'drive-silent',
      rows: waiting,
      queueStatus: {
        kind: 'drive-silent',
        path: '/mnt/office/Shared documents/Contracts 2026/Framework agreement.pdf',
      },
      connection: account,
    },
    { name: 'unlocking', rows: [], queueStatus: open, connection: unlocking },
    { name: 'unlocking-waiting', rows: waiting.slice(0, 3), queueStatus: open, connection: unlocking },
    {
      name: 'settings-plain-key',
      rows: few,
      queueStatus: open,
      connection: { ...account, keyProtection: 'plain-text-key' },
    },
    {
      name: 'settings-no-keyring',
      rows: few,
      queueStatus: open,
      connection: { ...account, hasKey: false, keyProtection: 'unavailable' },
    },
    {
      name: 'first-run-plain-key',
      rows: [],
      queueStatus: { kind: 'not-connected' },
      connection: { ...firstRun, keyProtection: 'plain-text-key' },
    },
    {
      name: 'settings-organisation',
      rows: few,
      queueStatus: open,
      connection: account,
      organisation: {
        locked: [
          'baseUrl',
          'apiKey',
          'requestsPerSecond',
          'requestsPerMinute',
          'historyDays',
          'updateChannel',
        ],
        problems: [
          {
            code: 'policy_unknown',
            path: '/etc/hoist/policy.json',
            names: 'locked.colour',
          },
        ],
      },
    },
    {
      name: 'first-run-organisation',
      rows: [],
      queueStatus: { kind: 'not-connected' },
      connection: firstRun,
      organisation: { locked: ['baseUrl', 'apiKey'] },
    },
    {
      name: 'settings-wayland',
      rows: few,
      queueStatus: open,
      connection: account,
      preferences: { clipboardShortcut: 'Control+Alt+Shift+U' },
      system: { shortcut: 'by-desktop' },
    },
  ];
}
