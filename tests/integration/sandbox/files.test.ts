import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openSandbox } from './open-sandbox.ts';

interface Page {
  files: { file_id: string; file_name: string }[];
  limit: number;
  page: number;
  total: number;
}

describe('the list of files', () => {
  it('has pages from 1 on, oldest file first', async () => {
    await using box = await openSandbox();
    const ids: string[] = [];
    for (let index = 0; index < 5; index++) ids.push(await box.upload(`${index}.txt`, 'x'));
    const page = async (query: string) => (await (await box.call(`/v1/files${query}`)).json()) as Page;
    expect(await page('?page=2&limit=2')).toEqual({
      files: [
        { file_id: ids[2], file_name: '2.txt' },
        { file_id: ids[3], file_name: '3.txt' },
      ],
      limit: 2,
      page: 2,
      total: 5,
    });
    expect(await page('?page=9&limit=100')).toMatchObject({ files: [], limit: 100, page: 9, total: 5 });
    expect(await page('')).toMatchObject({ limit: 30, page: 1 });
  });

  it('leaves out files whose bytes have not come', async () => {
    await using box = await openSandbox();
    await box.sign('a.txt');
    expect(await (await box.call('/v1/files')).json()).toMatchObject({ files: [], total: 0 });
  });

  it.each([
    ['page=0', 'page'],
    ['page=x', 'page'],
    ['limit=101', 'limit'],
    ['limit=0', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=1.5', 'limit'],
  ])('refuses %s as a validation error', async (query, name) => {
    await using box = await openSandbox();
    const answer = await box.call(`/v1/files?${query}`);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      error_code: 'validation_error',
      detail: [{ loc: ['query', name] }],
    });
  });

  it.each([
    `it's "quoted".txt`,
    'two\nlines\r\tand more.txt',
    '🚀 Übergrößenträger 文書.txt',
    '../../etc/passwd.txt',
    'a&b=c+d%20?#;.txt',
    `${'é'.repeat(125)}x.txt`,
    '\u0000.txt',
  ])('returns the name %o as it came', async (name) => {
    await using box = await openSandbox();
    await box.upload(name, 'x');
    const { files } = (await (await box.call('/v1/files')).json()) as Page;
    expect(files.map(({ file_name }) => file_name)).toEqual([name]);
  });
});

describe("another user's file", () => {
  it('does not exist', async () => {
    await using box = await openSandbox();
    const id = await box.upload('a.txt', 'x');
    await box.settled(id);
    const headers = box.otherUser;
    const answers = [
      await box.call(`/v1/files/${id}/status`, { headers }),
      await box.call(`/v1/files/${id}`, { headers }),
      await box.call(`/v1/files/${id}`, { headers, method: 'DELETE' }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ error_code: 'attachment_document_does_not_exist' });
    }
    expect(await (await box.call('/v1/files', { headers })).json()).toMatchObject({ total: 0 });
    expect((await box.status(id)).processing_status).toBe('PROCESSED');
  });
});

describe('deleting a file', () => {
  it('returns nothing and removes everything', async () => {
    await using box = await openSandbox();
    const id = await box.upload('a.txt', 'x');
    await box.settled(id);
    const answer = await box.call(`/v1/files/${id}`, { method: 'DELETE' });
    expect([answer.status, await answer.text()]).toEqual([204, '']);
    expect((await box.call(`/v1/files/${id}/status`)).status).toBe(404);
    expect((await box.call(`/v1/files/${id}`, { method: 'DELETE' })).status).toBe(404);
    expect(await box.filesOnDisk()).toEqual([]);
  });

  it('returns 404 for an unknown id', async () => {
    await using box = await openSandbox();
    expect((await box.call(`/v1/files/${randomUUID()}`, { method: 'DELETE' })).status).toBe(404);
  });
});

describe('persist=false', () => {
  it('removes the file after 24 h, and only such a file', async () => {
    const clock = { ms: 1_800_000_000_000, now: () => clock.ms };
    await using box = await openSandbox({ clock });
    const kept = await box.upload('kept.txt', 'x');
    const temporary = await box.upload('temporary.txt', 'x', '&persist=false');
    await box.settled(kept);
    await box.settled(temporary);
    clock.ms += 24 * 3_600_000 - 1;
    expect((await box.call(`/v1/files/${temporary}/status`)).status).toBe(200);
    clock.ms += 1;
    expect((await box.call(`/v1/files/${temporary}/status`)).status).toBe(404);
    expect((await box.call(`/v1/files/${kept}/status`)).status).toBe(200);
    expect(await box.filesOnDisk()).toHaveLength(2);
  });
});
