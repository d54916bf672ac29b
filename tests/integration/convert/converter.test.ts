import { mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { zipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import type { ConversionRequest } from '../../../main/core/convert/conversion.ts';
import { Converter } from '../../../main/core/convert/converter.ts';
import { findOffice } from '../../../main/core/convert/office/find-office.ts';
import { DOCUMENTED_TYPES } from '../../../main/core/model/file-types.ts';
import { filesOf } from '../../support/convert/output-in.ts';
import { tempFolder } from '../../support/temp-folder.ts';

type Folder = Awaited<ReturnType<typeof tempFolder>>;
const never = new AbortController().signal;
const bytesOf = (text: string) => new TextEncoder().encode(text);

async function requestIn(
  folder: Folder,
  name: string,
  content: string | Uint8Array,
  way: ConversionRequest['way'] = 'text',
): Promise<ConversionRequest> {
  const path = folder.at(`original-${name}`);
  await writeFile(path, content);
  const out = folder.at(`out-${name}`);
  await mkdir(out);
  const limits = { allowedTypes: DOCUMENTED_TYPES, maxSizeBytes: 10_485_760 };
  return { path, name, way, limits, folder: out };
}

const ooxml = (main: string, parts: Record<string, string>) =>
  zipSync({
    '_rels/.rels': bytesOf(
      `<Relationships><Relationship Id="r" Type="x/officeDocument" Target="${main}"/></Relationships>`,
    ),
    ...Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, bytesOf(text)])),
  });
const docx = (body: string, before = '') =>
  ooxml('word/document.xml', {
    'word/document.xml': `<?xml version="1.0"?>${before}<document>${body}</document>`,
  });

const LAUGHS = `<!DOCTYPE d [<!ENTITY a "ha">${Array.from({ length: 12 }, (_, n) => `<!ENTITY ${'abcdefghijklm'[n + 1]} "${`&${'abcdefghijklm'[n]};`.repeat(10)}">`).join('')}]>`;

/** Documents that are made to do harm, or are broken, and what Hoist says of each. */
const HOSTILE: readonly (readonly [string, string, string | Uint8Array, ConversionRequest['way'], string])[] =
  [
    ['an empty archive', 'a.docx', '', 'text', 'document_damaged'],
    ['a text under the name of a document', 'a.docx', 'hello', 'text', 'document_damaged'],
    ['a document cut in the middle', 'b.docx', docx('<p/>').subarray(0, 150), 'text', 'document_damaged'],
    [
      'an entity that names a file',
      'd.docx',
      docx('<p><r><t>&x;</t></r></p>', '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
      'text',
      'document_damaged',
    ],
    ['entities that expand', 'e.docx', docx('<p><r><t>&m;</t></r></p>', LAUGHS), 'text', 'document_damaged'],
    ['elements without end', 'f.docx', docx('<p>'.repeat(100_000)), 'text', 'conversion_too_costly'],
    ['text without a word', 'g.docx', docx('<p><r><t>  </t></r></p>'), 'text', 'document_without_text'],
    ['binary data under the name of a text', 'h.md', Buffer.alloc(10_000, 1), 'text', 'document_damaged'],
    ['zeros under the name of a log', 'i.log', Buffer.alloc(50_000), 'text', 'document_damaged'],
    [
      'an archive of one file that packs too well',
      'j.zip',
      zipSync({ 'zeros.txt': new Uint8Array(50_000_000) }),
      'contents',
      'conversion_too_costly',
    ],
    [
      'an archive without a file to send',
      'k.zip',
      zipSync({ 'a.png': bytesOf('png') }),
      'contents',
      'archive_without_files',
    ],
    ['no archive', 'l.zip', 'PK but not really', 'contents', 'document_damaged'],
    [
      'an RTF of groups without end',
      'm.rtf',
      `{\\rtf1 ${'{'.repeat(100_000)}`,
      'text',
      'conversion_too_costly',
    ],
    ['no RTF', 'n.rtf', 'plain words', 'text', 'document_damaged'],
    ['no Word document', 'o.doc', Buffer.alloc(9000, 2), 'text', 'document_damaged'],
    ['no mail', 'p.msg', 'plain words', 'text', 'document_damaged'],
    [
      'a book without chapters',
      'q.epub',
      zipSync({ mimetype: bytesOf('application/epub+zip') }),
      'text',
      'document_damaged',
    ],
    [
      'a sheet file without content',
      'r.ods',
      zipSync({ 'x.xml': bytesOf('<x/>') }),
      'text',
      'document_damaged',
    ],
    ['no PDF', 's.pdf', '%PDF-1.7 and nothing more', 'parts', 'document_damaged'],
  ];

describe('the converter', () => {
  it.each(HOSTILE)('says what is wrong with %s', async (_what, name, content, way, code) => {
    await using folder = await tempFolder();
    const converter = new Converter({ limitMs: 20_000 });
    const request = await requestIn(folder, name, content, way);
    // An archive without files is the caller's to report.
    if (code === 'archive_without_files') {
      const outputs = await converter.convert(request, never);
      expect(outputs.map(({ kind }) => kind)).toEqual(['left-out']);
      return;
    }
    await expect(converter.convert(request, never)).rejects.toMatchObject({ problem: { code } });
    // The next document is not harmed.
    const next = await converter.convert(await requestIn(folder, 'next.md', '# Fine\n'), never);
    expect(await filesOf(next)).toEqual([{ name: 'next.md.txt', bytes: Buffer.from('# Fine\n') }]);
  });

  it('gives up a document that takes too long, and goes on with the next one', async () => {
    await using folder = await tempFolder();
    const converter = new Converter({ limitMs: 150 });
    const huge = await requestIn(folder, 'huge.md', '');
    const file = await open(huge.path, 'w');
    await file.write(Buffer.from('words '.repeat(1000)));
    for (let part = 0; part < 400; part += 1) await file.write(Buffer.alloc(1_000_000, 'word '));
    await file.close();
    await expect(converter.convert(huge, never)).rejects.toMatchObject({
      problem: { code: 'conversion_too_slow' },
    });
  }, 60_000);

  it('leaves the event loop free while it works', async () => {
    await using folder = await tempFolder();
    const converter = new Converter();
    const text = await requestIn(folder, 'long.md', 'some words\n'.repeat(2_000_000));
    let longestMs = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      longestMs = Math.max(longestMs, now - last);
      last = now;
    }, 5);
    await converter.convert(text, never);
    clearInterval(timer);
    expect(longestMs).toBeLessThan(1000);
  });

  it('ends at once when it is no longer wanted, also while it waits for another document', async () => {
    await using folder = await tempFolder();
    const converter = new Converter();
    const first = await requestIn(folder, 'first.md', 'some words\n'.repeat(3_000_000));
    const second = await requestIn(folder, 'second.md', '# Second\n');
    const [one, two] = [new AbortController(), new AbortController()];
    const firstDone = converter.convert(first, one.signal);
    const secondDone = converter.convert(second, two.signal);
    await sleep(100);
    two.abort(new Error('not wanted'));
    await expect(secondDone).rejects.toThrow('not wanted');
    one.abort(new Error('nor this'));
    await expect(firstDone).rejects.toThrow('nor this');
    const third = await converter.convert(await requestIn(folder, 'third.md', '# Third\n'), never);
    expect(third).toHaveLength(1);
  });

  it('hides the network and other programs from what converts', async () => {
    await using folder = await tempFolder();
    const probe = folder.at('probe.mjs');
    const guard = new URL('../../../main/core/convert/worker/guard.ts', import.meta.url).href;
    await writeFile(
      probe,
      `import ${JSON.stringify(guard)};
      import { parentPort } from 'node:worker_threads';
      const tries = {};
      for (const name of ['net', 'node:tls', 'http', 'node:https', 'http2', 'dgram', 'dns', 'child_process'])
        tries[name] = await import(name).then(() => 'loaded', (error) => error.message);
      tries.builtin = (() => { try { return typeof process.getBuiltinModule('net'); } catch (error) { return error.message; } })();
      tries.fetch = typeof fetch;
      parentPort.postMessage(tries);`,
    );
    const { Worker } = await import('node:worker_threads');
    const worker = new Worker(probe);
    const tries = await new Promise<Record<string, string>>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    for (const [name, result] of Object.entries(tries)) {
      expect([name, result]).toEqual([
        name,
        name === 'fetch' ? 'undefined' : expect.stringContaining('must not use'),
      ]);
    }
  });
});

describe('a PDF by LibreOffice', () => {
  if (findOffice() === null)
    console.log(
      'LibreOffice is not installed, so its test was not run: apt-get install libreoffice-writer-nogui',
    );
  else
    it('is made of a document, with nothing left behind', async () => {
      await using folder = await tempFolder();
      const converter = new Converter();
      const html = '<html><body><h1>Offer</h1><p>What it costs.</p></body></html>';
      const request = await requestIn(folder, 'offer.doc', html, 'pdf');
      const [pdf] = await filesOf(await converter.convert(request, never));
      expect(pdf?.name).toBe('offer.doc.pdf');
      expect(pdf?.bytes.subarray(0, 5).toString()).toBe('%PDF-');
      expect(await readdir(request.folder)).toEqual(['part-1.pdf']);
    }, 60_000);

  it('is refused where LibreOffice is not installed', async () => {
    await using folder = await tempFolder();
    const converter = new Converter({ office: null });
    const request = await requestIn(folder, 'a.rtf', '{\\rtf1 a}', 'pdf');
    await expect(converter.convert(request, never)).rejects.toMatchObject({
      problem: { code: 'office_missing' },
    });
    expect(converter.tools).toEqual({ hasOffice: false });
  });

  it('looks for LibreOffice only when a document needs it', async () => {
    await using folder = await tempFolder();
    const converter = new Converter();
    const program = `#!/bin/sh\n: > ${folder.at('asked')}\nexit 77\n`;
    await writeFile(folder.at('soffice'), program, { mode: 0o755 });
    const request = await requestIn(folder, 'a.rtf', '{\\rtf1 a}', 'pdf');
    vi.stubEnv('PATH', folder.path);
    try {
      await expect(converter.convert(request, never)).rejects.toMatchObject({
        problem: { code: 'office_failed' },
      });
    } finally {
      vi.unstubAllEnvs();
    }
    expect(await readdir(folder.path)).toContain('asked');
  });

  it('says that LibreOffice failed, or took too long, and ends what it started', async () => {
    await using folder = await tempFolder();
    const program = folder.at('soffice');
    const pid = folder.at('pid');
    await writeFile(program, `#!/bin/sh\nsleep 600 &\necho $! > ${pid}\nwait\n`, { mode: 0o755 });
    let child = 0;
    // On a busy computer a short limit may end it before it has started anything.
    const request = await requestIn(folder, 'a.rtf', '{\\rtf1 a}', 'pdf');
    for (let limitMs = 500; child === 0; limitMs *= 2) {
      const slow = new Converter({ office: program, limitMs });
      await expect(slow.convert(request, never)).rejects.toMatchObject({
        problem: { code: 'conversion_too_slow' },
      });
      child = Number(await readFile(pid, 'utf8').catch(() => ''));
    }
    await expect.poll(() => isRunning(child)).toBe(false);
    await writeFile(program, '#!/bin/sh\nexit 77\n', { mode: 0o755 });
    const failing = new Converter({ office: program });
    const again = await requestIn(folder, 'b.rtf', '{\\rtf1 a}', 'pdf');
    await expect(failing.convert(again, never)).rejects.toMatchObject({ problem: { code: 'office_failed' } });
  });
});

/** Whether it does anything still: one that has ended and that nobody has asked about does not. */
async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/\) Z /.test(stat);
}
