import { describe, expect, it } from 'vitest';
import {
  previewOf,
  type ReportFacts,
  reportFiles,
  reportName,
} from '../../../../main/desktop/report/report-files.ts';
import { FIRST_PREFERENCES } from '../../../../main/desktop/shell/preferences-schema.ts';

const KEY = 'k-7f3a9';
const USER = '497f6eca-6276-4993-bfeb-53cbbbba6f08';
const SIGNATURE = 'a1b2c3d4'.repeat(8);
const SEAL = 'b7d1e4.c9a2f3';
const SEALED = Buffer.from(`sealed ${KEY} by the keyring`).toString('base64');
const SIGNED = `https://bucket.s3.example.com/u/f.pdf?X-Amz-Signature=${SIGNATURE}&X-Amz-Expires=600`;

/** With a secret wherever one could come in. */
const facts: ReportFacts = {
  version: '1.2.3',
  versions: { electron: '45.4.1', chrome: '150.0.1', node: '24.21.0' },
  system: 'linux 6.8.0 x64',
  locale: 'de-AT',
  atMs: Date.UTC(2026, 10, 25),
  settings: {
    ...FIRST_PREFERENCES,
    baseUrl: 'https://erika:pass@api.example.com/agents?token=t0p',
    userId: USER,
    encryptedKey: SEALED,
    keySeal: SEAL,
    connectionName: `my own ${KEY}`,
    otherConnections: [
      { name: USER, baseUrl: 'https://b.example.com', userId: USER, encryptedKey: SEALED, keySeal: SEAL },
    ],
    unfollowedEdits: [{ from: USER, to: USER, takesUploads: true }],
    quotaUrl: 'rediss://hoist:pass@limits.example.com/0',
    encryptedQuotaPassword: SEALED,
    encryptedProxyLogin: SEALED,
    copyTemplate: `my own ${KEY}`,
    sandboxUserId: USER,
    windowPlace: null,
    dropWindowPlace: null,
    lastFolders: {},
    saidOnce: [],
  },
  stages: { ready: 12, failed: 1 },
  queueStatus: 'offline',
  folders: 2,
  logs: [
    {
      name: 'hoist.log',
      text: `PUT ${SIGNED} failed\napi-key: ${KEY}\nfor ${USER} with ${KEY}\nENOENT /home/erika/Documents/x\n`,
    },
  ],
};

const files = reportFiles(facts, (text) => text.replaceAll(KEY, '…'), '/home/erika');
const textOf = (name: string) => files.find((file) => file.name === name)?.text ?? '';

describe('reportFiles', () => {
  it('contains no secret, wherever it was', () => {
    for (const secret of [
      KEY,
      USER,
      SIGNATURE,
      SEALED,
      SEAL,
      'pass',
      't0p',
      'X-Amz-Expires',
      '/home/erika',
    ]) {
      expect(previewOf(files), secret).not.toContain(secret);
    }
  });

  it('lists versions, system and the number of uploads by stage', () => {
    expect(textOf('about.txt').split('\n')).toEqual([
      ...['Hoist 1.2.3', 'Electron 45.4.1', 'Chromium 150.0.1', 'Node 24.21.0', 'System: linux 6.8.0 x64'],
      ...['Locale: de-AT', 'Written: 2026-11-25T00:00:00.000Z', 'Held up by: offline'],
      ...['Watched folders: 2', 'Uploads:', '  ready: 12', '  failed: 1', ''],
    ]);
  });

  it('lists the settings that help, and whether key and user are set', () => {
    expect(JSON.parse(textOf('settings.json'))).toMatchObject({
      server: 'https://api.example.com/agents?…',
      isUserIdSet: true,
      isKeyKept: true,
      requestsPerMinute: 180,
      language: 'system',
    });
  });

  it('shows no login of a server that is no address', () => {
    const settings = { ...facts.settings, baseUrl: 'erika:pass@api.example.com' };
    const [, listed] = reportFiles({ ...facts, settings }, (text) => text);
    expect(JSON.parse(listed?.text ?? '')).toMatchObject({ server: '…@api.example.com' });
  });

  it('contains the logs', () => {
    expect(textOf('hoist.log')).toBe(
      'PUT https://bucket.s3.example.com/u/f.pdf?… failed\napi-key: …\nfor … with …\nENOENT ~/Documents/x\n',
    );
  });

  it('has a preview as one text', () => {
    expect(previewOf(files).match(/^=== .* ===$/gm)).toEqual([
      ...['=== about.txt ===', '=== settings.json ===', '=== hoist.log ==='],
    ]);
  });

  it('has a name with the day', () => {
    expect(reportName(facts.atMs)).toBe('Hoist report 2026-11-25.zip');
  });
});
