import type { Connection, UploadRow } from '../../../preload/contract/contract.ts';
import { NOW_MS } from './now.ts';
import type { Scene } from './scenes.ts';

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
