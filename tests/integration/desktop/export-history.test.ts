import { readdir, readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { Upload } from '../../../main/core/model/upload.ts';
import { EVERYTHING } from '../../../main/core/store/history.ts';
import { SqliteStore } from '../../../main/core/store/sqlite-store.ts';
import { exportHistory } from '../../../main/desktop/history/export-history.ts';
import { storedUpload } from '../../support/store/stored.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const COUNT = 1203;
const HOSTILE = 'a\u001b[2J\u009b31m\u202efdp.txt';
const NAMES: Readonly<Record<number, Partial<Upload>>> = { 7: { name: 'Müller.pdf' }, 8: { name: HOSTILE } };

async function withStore<T>(folder: string, use: (store: SqliteStore) => Promise<T>): Promise<T> {
  const store = new SqliteStore(folder, Date.now());
  try {
    return await use(store);
  } finally {
    store.close();
  }
}

async function exported(format: 'csv' | 'json', filter = EVERYTHING) {
  await using folder = await tempFolder();
  await writeFile(folder.at('out'), 'what was there before');
  return await withStore(folder.at('data'), async (store) => {
    store.save(Array.from({ length: COUNT }, (_, n) => storedUpload(n, NAMES[n] ?? {})));
    const count = await exportHistory(store.history, filter, format, folder.at('out'));
    expect(await readdir(folder.path)).toEqual(['data', 'out']);
    return { count, text: await readFile(folder.at('out'), 'utf8') };
  });
}

it('receipts are saved as a list', async () => {
  const { count, text } = await exported('json');
  const receipts = JSON.parse(text) as { name: string; file_id: string }[];
  expect([count, receipts.length]).toEqual([COUNT, COUNT]);
  expect(receipts[0]).toMatchObject({ name: `document ${COUNT - 1}.pdf`, file_id: `id-${COUNT - 1}` });
});

it('receipts are saved as a table that spreadsheets read names of', async () => {
  const { count, text } = await exported('csv', { ...EVERYTHING, search: 'MÜLLER' });
  const [header, line, end] = text.split('\r\n');
  expect(count).toBe(1);
  expect(header).toMatch(/^\ufeffpath,name,size_bytes,/);
  expect(line).toContain(',Müller.pdf,');
  expect(end).toBe('');
});

it.each(['csv', 'json'] as const)(
  'a hostile name is escaped, so that nothing acts on it: %s',
  async (format) => {
    const { text } = await exported(format);
    expect(text.replace('\ufeff', '')).not.toMatch(/(?![\r\n])[\p{Cc}\p{Cf}]/u);
    expect(text).toContain('31m');
    if (format === 'json')
      expect(JSON.parse(text)).toContainEqual(expect.objectContaining({ name: HOSTILE }));
  },
);

it('no receipts are an empty list', async () => {
  const { count, text } = await exported('json', { ...EVERYTHING, search: 'no such file' });
  expect([count, JSON.parse(text)]).toEqual([0, []]);
});

it('what cannot be written leaves nothing behind and replaces nothing', async () => {
  await using folder = await tempFolder();
  await withStore(folder.at('data'), async (store) => {
    store.save([storedUpload(1)]);
    const history = {
      page: () => {
        throw new Error('damaged');
      },
    };
    await writeFile(folder.at('out'), 'before');
    await expect(exportHistory(history, EVERYTHING, 'csv', folder.at('out'))).rejects.toThrow('damaged');
    expect([await readdir(folder.path), await readFile(folder.at('out'), 'utf8')]).toEqual([
      ['data', 'out'],
      'before',
    ]);
  });
});
