import { chmod, mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { messageText } from '../../../main/core/model/english.ts';
import { readPolicy, systemPolicyPlace } from '../../../main/core/policy/read-policy.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const OWN = process.getuid?.() ?? 0;
const LOCKED = JSON.stringify({ locked: { historyDays: 30 } });

type Folder = Awaited<ReturnType<typeof tempFolder>>;

async function policyFolder(): Promise<Folder & AsyncDisposable> {
  const folder = await tempFolder();
  await mkdir(folder.at('hoist'), { mode: 0o755 });
  return folder;
}

function read(folder: Folder, trusted = [OWN]) {
  const path = folder.at('hoist/policy.json');
  const { policy, problems } = readPolicy({ path, top: folder.at('hoist'), trusted });
  return { policy, said: problems.map(messageText).map((line) => line.replaceAll(folder.path, '')) };
}

const IGNORED = 'Hoist ignores your organisation’s settings in /hoist/policy.json: ';

describe.runIf(process.platform !== 'win32')('the policy on disk', () => {
  it('is read where only an administrator may write', async () => {
    await using folder = await policyFolder();
    await writeFile(folder.at('hoist/policy.json'), LOCKED, { mode: 0o644 });
    expect(read(folder)).toEqual({ policy: { locked: { historyDays: 30 }, preset: {} }, said: [] });
  });

  it('may be missing, and so may its folder', async () => {
    await using folder = await policyFolder();
    expect(read(folder)).toEqual({ policy: { locked: {}, preset: {} }, said: [] });
    await using none = await tempFolder();
    expect(read(none).said).toEqual([]);
    await writeFile(none.at('hoist'), 'a file');
    expect(read(none).said).toEqual([]);
  });

  it.each<[string, (folder: Folder) => Promise<unknown>, string]>([
    [
      'all may write it',
      (folder) => chmod(folder.at('hoist/policy.json'), 0o666),
      'others than administrators may write to /hoist/policy.json.',
    ],
    [
      'a group may write to its folder',
      (folder) => chmod(folder.at('hoist'), 0o775),
      'others than administrators may write to /hoist.',
    ],
    [
      'it is far too large',
      (folder) => truncate(folder.at('hoist/policy.json'), 1024 ** 3),
      'it is far too long.',
    ],
    ['it is empty', (folder) => truncate(folder.at('hoist/policy.json')), 'it is empty.'],
  ])('does not count if %s, and says so', async (_what, spoil, because) => {
    await using folder = await policyFolder();
    await writeFile(folder.at('hoist/policy.json'), LOCKED, { mode: 0o644 });
    await spoil(folder);
    expect(read(folder)).toEqual({ policy: { locked: {}, preset: {} }, said: [IGNORED + because] });
  });

  it('does not count if it belongs to nobody who is trusted', async () => {
    await using folder = await policyFolder();
    await writeFile(folder.at('hoist/policy.json'), LOCKED, { mode: 0o644 });
    expect(read(folder, [OWN + 1]).said).toEqual([
      `${IGNORED}/hoist/policy.json does not belong to an administrator.`,
    ]);
  });

  it('does not count as a folder or a link', async () => {
    await using folder = await policyFolder();
    await mkdir(folder.at('hoist/policy.json'));
    expect(read(folder).said).toEqual([`${IGNORED}it is no regular file.`]);
    await using other = await policyFolder();
    await writeFile(other.at('policy.json'), LOCKED, { mode: 0o644 });
    await symlink(other.at('policy.json'), other.at('hoist/policy.json'));
    expect(read(other).said).toEqual([`${IGNORED}/hoist/policy.json is a link.`]);
  });
});

it('the place of the policy follows no variable', () => {
  const before = systemPolicyPlace();
  const saved = { ...process.env };
  try {
    for (const name of ['ProgramData', 'SystemRoot', 'HOME', 'XDG_CONFIG_DIRS', 'HOIST_DATA_DIR']) {
      process.env[name] = '/elsewhere';
    }
    expect(systemPolicyPlace()).toEqual(before);
    expect(before.path).toMatch(/policy\.json$/);
  } finally {
    for (const name of ['ProgramData', 'SystemRoot', 'HOME', 'XDG_CONFIG_DIRS', 'HOIST_DATA_DIR']) {
      if (saved[name] === undefined) delete process.env[name];
      else process.env[name] = saved[name];
    }
  }
});
