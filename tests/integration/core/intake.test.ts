import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { intake } from '../../../main/core/intake/intake.ts';
import { type FileLimits, LIMITS_BEFORE_FIRST_ANSWER } from '../../../main/core/model/file-types.ts';
import type { IntakeItem } from '../../../main/core/model/intake-item.ts';
import { tempFolder } from '../../support/temp-folder.ts';

type Folder = Awaited<ReturnType<typeof tempFolder>>;

const any = () => LIMITS_BEFORE_FIRST_ANSWER;

async function found(paths: readonly string[], limits: () => FileLimits = any): Promise<IntakeItem[]> {
  const items: IntakeItem[] = [];
  for await (const item of intake(paths, limits)) items.push(item);
  return items;
}

/** `path → accepted` or `path → reason`, with paths from the folder on. */
function told(items: readonly IntakeItem[], folder: Folder): string[] {
  return items.map((item) => {
    const path = item.path.replace(`${folder.path}/`, '');
    return `${path} → ${item.kind === 'accepted' ? 'accepted' : item.reason.code}`;
  });
}

async function write(folder: Folder, ...names: string[]): Promise<void> {
  for (const name of names) {
    await mkdir(join(folder.path, name, '..'), { recursive: true });
    await writeFile(folder.at(name), 'text');
  }
}

describe('files', () => {
  it.each([
    ['a.pdf', 'accepted'],
    ['REPORT.DOCX', 'accepted'],
    ['.hidden.pdf', 'hidden_file'],
    ['~$report.docx', 'office_lock_file'],
    ['.~lock.report.ods#', 'office_lock_file'],
    ['Makefile', 'no_extension'],
    ['ends.', 'no_extension'],
    ['ends.pdf.', 'accepted'],
    ['ends.pdf ', 'accepted'],
    ['...', 'hidden_file'],
    ['a.exe', 'type_not_allowed'],
    ['server.log', 'type_not_allowed'],
  ])('%s: %s, whether named itself or found in a folder', async (name, outcome) => {
    await using folder = await tempFolder();
    await write(folder, `docs/${name}`);
    expect(told(await found([folder.at('docs')]), folder)).toEqual([`docs/${name} → ${outcome}`]);
    expect(told(await found([folder.at(`docs/${name}`)]), folder)).toEqual([`docs/${name} → ${outcome}`]);
  });

  it('an accepted one comes with its type and the state it is in', async () => {
    await using folder = await tempFolder();
    await write(folder, 'a.csv');
    const [item] = await found([folder.at('a.csv')]);
    expect(item).toMatchObject({
      kind: 'accepted',
      name: 'a.csv',
      contentType: 'text/csv',
      path: folder.at('a.csv'),
    });
    expect(item).toMatchObject({ fingerprint: { sizeBytes: 4, inode: expect.stringMatching(/^\d+$/) } });
  });

  it('an empty one, one that is too large, and one that is not there', async () => {
    await using folder = await tempFolder();
    await write(folder, 'empty.txt', 'large.txt', 'just.txt');
    await truncate(folder.at('empty.txt'), 0);
    await truncate(folder.at('large.txt'), 11);
    await truncate(folder.at('just.txt'), 10);
    const limits = () => ({ ...LIMITS_BEFORE_FIRST_ANSWER, maxSizeBytes: 10 });
    const items = await found(['empty.txt', 'large.txt', 'just.txt', 'none.txt'].map(folder.at), limits);
    expect(told(items, folder)).toEqual([
      ...['empty.txt → empty_file', 'large.txt → too_large', 'just.txt → accepted', 'none.txt → not_found'],
    ]);
    expect(items[1]).toMatchObject({ sizeBytes: 11, reason: { sizeBytes: 11, maxSizeBytes: 10 } });
  });

  it('the limits are asked anew for each, since an answer may come meanwhile', async () => {
    await using folder = await tempFolder();
    await write(folder, 'docs/a.txt', 'docs/b.txt', 'docs/c.md');
    let limits: FileLimits = LIMITS_BEFORE_FIRST_ANSWER;
    const items: IntakeItem[] = [];
    for await (const item of intake([folder.at('docs')], () => limits)) {
      items.push(item);
      limits = { allowedTypes: ['text/markdown'], maxSizeBytes: null };
    }
    expect(told(items, folder)).toEqual([
      ...['docs/a.txt → accepted', 'docs/b.txt → type_not_allowed', 'docs/c.md → accepted'],
    ]);
  });

  it('a name of 255 bytes with quotes, emoji and a newline', async () => {
    await using folder = await tempFolder();
    const start = '"quoted" \'n\' `x`\n$(rm) 🎉 \\ ';
    const name = `${start}${'ä'.repeat((255 - 4 - Buffer.byteLength(start)) / 2)}`;
    const full = `${name}${'x'.repeat(255 - 4 - Buffer.byteLength(name))}.pdf`;
    expect(Buffer.byteLength(full)).toBe(255);
    await write(folder, full);
    for (const paths of [[folder.path], [folder.at(full)]]) {
      expect(await found(paths)).toMatchObject([{ kind: 'accepted', name: full, path: folder.at(full) }]);
    }
  });

  it('a name that is not valid UTF-8 is left with a reason that is true', async () => {
    await using folder = await tempFolder();
    await writeFile(
      Buffer.concat([Buffer.from(`${folder.path}/`), Buffer.from([0xff, 0xfe]), Buffer.from('.pdf')]),
      'x',
    );
    await write(folder, 'z.pdf');
    const odd = Buffer.concat([Buffer.from(`${folder.path}/a`), Buffer.from([0xe9]), Buffer.from(' folder')]);
    await mkdir(odd);
    await writeFile(Buffer.concat([odd, Buffer.from('/inside.pdf')]), 'x');
    // It is there: only its name cannot be handled. What really is U+FFFD can be.
    await write(folder, 'y\ufffd.pdf');
    const unreadable = { code: 'unreadable', because: { code: 'name_not_text' } };
    expect(await found([folder.path])).toMatchObject([
      { kind: 'skipped', name: 'a\ufffd folder', reason: unreadable },
      { kind: 'accepted', name: 'y\ufffd.pdf' },
      { kind: 'accepted', name: 'z.pdf' },
      { kind: 'skipped', name: '\ufffd\ufffd.pdf', reason: unreadable },
    ]);
  });

  it('what is neither file nor folder is left, and nothing hangs on it', async () => {
    await using folder = await tempFolder();
    const [mkfifo] = await once(spawn('mkfifo', [folder.at('fifo.pdf')]), 'exit');
    expect(mkfifo).toBe(0);
    const socket = createServer().listen(folder.at('socket.pdf'));
    await once(socket, 'listening');
    const expected = ['fifo.pdf → not_a_file', 'socket.pdf → not_a_file'];
    expect(told(await found([folder.path]), folder)).toEqual(expected);
    expect(told(await found([folder.at('fifo.pdf'), folder.at('socket.pdf')]), folder)).toEqual(expected);
    expect((await found(['/dev/null']))[0]).toMatchObject({ reason: { code: 'not_a_file' } });
    socket.close();
  });
});

describe('folders', () => {
  it('with all their sub-folders, in the order of the names', async () => {
    await using folder = await tempFolder();
    await write(
      folder,
      'd/b.txt',
      'd/a/z.txt',
      'd/a/y/x.txt',
      'd/c.txt',
      'd/.git/config.txt',
      'd/e/f/g/h/i.csv',
    );
    await mkdir(folder.at('d/void'));
    expect(told(await found([folder.at('d'), folder.at('d/b.txt')]), folder)).toEqual([
      ...['d/.git → hidden_file', 'd/a/y/x.txt → accepted', 'd/a/z.txt → accepted', 'd/b.txt → accepted'],
      ...['d/c.txt → accepted', 'd/e/f/g/h/i.csv → accepted', 'd/b.txt → duplicate'],
    ]);
  });

  it('a hidden one that was named itself is meant', async () => {
    await using folder = await tempFolder();
    await write(folder, '.notes/a.txt', '.notes/.more/b.txt');
    expect(told(await found([folder.at('.notes')]), folder)).toEqual([
      ...['.notes/.more → hidden_file', '.notes/a.txt → accepted'],
    ]);
  });

  it('takes the same path once, and calls the same file by two paths a duplicate', async () => {
    await using folder = await tempFolder();
    await write(folder, 'd/a.txt');
    await symlink(folder.at('d'), folder.at('way'));
    const paths = [
      folder.at('d'),
      folder.at('d'),
      `${folder.path}/d/../d/`,
      folder.at('way'),
      folder.at('way/a.txt'),
    ];
    expect(told(await found(paths), folder)).toEqual([
      ...['d/a.txt → accepted', 'way → duplicate', 'way/a.txt → duplicate'],
    ]);
  });

  it('one that is deleted in mid-walk: what is gone is told, and the walk goes on', async () => {
    await using folder = await tempFolder();
    await write(folder, 'd/a.txt', 'd/b.txt', 'd/sub/c.txt', 'e.txt');
    const items: IntakeItem[] = [];
    for await (const item of intake([folder.at('d'), folder.at('e.txt')], any)) {
      if (items.length === 0) await rm(folder.at('d'), { recursive: true });
      items.push(item);
    }
    expect(told(items, folder)).toEqual([
      ...['d/a.txt → accepted', 'd/b.txt → not_found', 'd/sub → not_found', 'e.txt → accepted'],
    ]);
  });
});

describe('symbolic links', () => {
  it('to a file and to a folder are followed, also to outside', async () => {
    await using folder = await tempFolder();
    await write(folder, 'outside/a.txt', 'outside/sub/b.txt', 'd/c.txt');
    await symlink(folder.at('outside/a.txt'), folder.at('d/1.txt'));
    await symlink('../outside/sub', folder.at('d/2'));
    expect(told(await found([folder.at('d')]), folder)).toEqual([
      ...['d/1.txt → accepted', 'd/2/b.txt → accepted', 'd/c.txt → accepted'],
    ]);
  });

  it('that lead nowhere say so', async () => {
    await using folder = await tempFolder();
    await mkdir(folder.at('d'));
    await symlink('nowhere', folder.at('d/a.txt'));
    expect(await found([folder.at('d')])).toMatchObject([
      { reason: { code: 'unreadable', because: { code: 'dangling_link' } } },
    ]);
  });

  it('that lead in a circle are left', async () => {
    await using folder = await tempFolder();
    await write(folder, 'd/sub/a.txt');
    await symlink('..', folder.at('d/sub/up'));
    await symlink('.', folder.at('d/self'));
    await symlink('pong.txt', folder.at('d/ping.txt'));
    await symlink('ping.txt', folder.at('d/pong.txt'));
    const loops = ['ping.txt', 'pong.txt', 'self'].map((name) => `d/${name} → symlink_loop`);
    expect(told(await found([folder.at('d')]), folder)).toEqual([
      ...loops,
      ...['d/sub/a.txt → accepted', 'd/sub/up → symlink_loop'],
    ]);
  });
});
