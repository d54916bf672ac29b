import { writeFile } from 'node:fs/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Engine } from '../../../../main/core/engine.ts';
import type { Policy } from '../../../../main/core/policy/policy.ts';
import { ConnectionControl } from '../../../../main/desktop/connection/connection-control.ts';
import { memorySettings } from '../../../support/memory-settings.ts';
import { MemoryStore } from '../../../support/memory-store.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

vi.mock('electron', () => import('../../../support/fake-keyring.ts'));

const baseUrl = 'http://127.0.0.1:9';
const userId = '497f6eca-6276-4993-bfeb-53cbbbba6f08';
const cat = (path: string) => ['/bin/cat', path] as const;
const closing: (() => Promise<void>)[] = [];

/** The connection of an app with these settings, before its start. */
function connectionWith(kept: Record<string, unknown>, locked: Policy['locked']) {
  const clock = new VirtualClock();
  const empty = {
    baseUrl,
    userId: '',
    encryptedKey: '',
    keySeal: '',
    connectionName: '',
    otherConnections: [],
    unfollowedEdits: [],
    sandboxUserId: '',
  };
  const file = memorySettings(kept, empty, locked.baseUrl ? { baseUrl: locked.baseUrl } : {});
  const connection = new ConnectionControl({
    engine: new Engine({ store: new MemoryStore() }),
    file,
    clock,
    locked,
    sandboxFolder: '/nonexistent',
    questions: { mayChange: async () => true, mayRemove: async () => true, mayLeave: async () => true },
    foldersFor: () => 0,
  });
  closing.push(() => connection.close());
  return { connection, clock };
}

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

describe.runIf(process.platform !== 'win32')('a connection with the organisation’s commands', () => {
  it('keeps the user id that a person entered over a start, whatever the key is by then', async () => {
    await using folder = await tempFolder();
    await writeFile(folder.at('key'), 'first-key');
    const locked = { baseUrl, apiKeyCommand: cat(folder.at('key')) };
    const kept: Record<string, unknown> = {};
    const first = connectionWith(kept, locked).connection;
    await first.start();
    expect(first.view()).toMatchObject({ mode: 'none', hasKey: true, notice: null });
    expect(await first.save({ name: '', baseUrl, apiKey: '', userId }, 'account')).toMatchObject({
      ok: true,
    });
    expect(JSON.stringify(kept)).not.toContain('first-key');

    await writeFile(folder.at('key'), 'second-key');
    const second = connectionWith(kept, locked).connection;
    expect(second.view().mode).toBe('unlocking');
    await second.start();
    expect(second.view()).toMatchObject({ mode: 'account', userId, notice: null });
    expect(second.withoutKey('a second-key')).toBe('a …');
    // The secret that seals the settings is no key, once the organisation gives none any more.
    const later = connectionWith(kept, {}).connection;
    await later.start();
    expect(later.view()).toMatchObject({ mode: 'none', hasKey: false, userId, notice: null });
  });

  it('says why a command failed, and connects by itself once it works', async () => {
    await using folder = await tempFolder();
    const locked = {
      baseUrl,
      apiKeyCommand: cat(folder.at('key')),
      userIdCommand: cat(folder.at('id')),
    };
    await writeFile(folder.at('id'), userId);
    const { connection, clock } = connectionWith({}, locked);
    await connection.start();
    expect(connection.view()).toMatchObject({ mode: 'none', notice: { code: 'key_not_read' } });
    await clock.advance(60_000);
    await writeFile(folder.at('key'), 'key');
    await vi.waitFor(async () => {
      await clock.advance(60_000);
      expect(connection.view().mode).toBe('account');
    });
    expect(connection.view()).toMatchObject({ userId, notice: null });
  });

  it('has no user id but the command’s, and a key of the person’s own beside it', async () => {
    await using folder = await tempFolder();
    const locked = { userIdCommand: cat(folder.at('id')) };
    await writeFile(folder.at('id'), userId);
    const kept: Record<string, unknown> = {};
    const first = connectionWith(kept, locked).connection;
    await first.start();
    expect(await first.save({ name: '', baseUrl, apiKey: 'own-key', userId }, 'account')).toMatchObject({
      ok: true,
    });
    await writeFile(folder.at('id'), '');
    const second = connectionWith(kept, locked).connection;
    await second.start();
    expect(second.view()).toMatchObject({ mode: 'none', userId: '', hasKey: true });
    expect(second.view().notice).toMatchObject({ code: 'user_id_not_read' });
  });

  it.each([
    ['baseUrl', { baseUrl: 'http://127.0.0.1:10' }],
    ['apiKey', { apiKey: 'own-key' }],
    ['userId', { userId: '11111111-6276-4993-bfeb-53cbbbba6f08' }],
  ] as const)('refuses another %s', async (field, change) => {
    await using folder = await tempFolder();
    await writeFile(folder.at('key'), 'key');
    await writeFile(folder.at('id'), userId);
    const locked = { baseUrl, apiKeyCommand: cat(folder.at('key')), userIdCommand: cat(folder.at('id')) };
    const kept = {};
    const { connection } = connectionWith(kept, locked);
    await connection.start();
    const draft = { name: '', baseUrl, apiKey: '', userId, ...change };
    const refusal = { ok: false, field, message: { code: 'set_by_organisation' } };
    expect(await connection.test(draft, 'account')).toEqual(refusal);
    expect(await connection.save(draft, 'account')).toEqual(refusal);
    expect(kept).not.toHaveProperty('encryptedKey');
  });
});
