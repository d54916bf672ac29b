import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { describe } from 'vitest';
import type { Source } from '../../support/altered-source.ts';
import { sourceExploit } from '../../support/source-exploit.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const INSPECTION = 'main/sandbox/inspection.ts';
/** CPU of the thread that serves everybody. To start another thread and wait takes a fifth of it. */
const LONG_MS = 250;
/** Far less than what these documents take. */
const LIMIT_MS = 3000;

/** Streams of 8 MiB of operators that show no text: each is a few KB in the file. */
function slowPdf(): Uint8Array {
  const stream = deflateSync(`BT ${'1 0 0 1 x y m '.repeat(550_000)}`);
  const object = Buffer.concat([
    Buffer.from('1 0 obj\n<< /Filter /FlateDecode >>\nstream\n'),
    stream,
    Buffer.from('\nendstream\nendobj\n'),
  ]);
  return Buffer.concat([Buffer.from('%PDF-1.4\n'), ...Array.from({ length: 4 }, () => object)]);
}

/** A page of 28 MB of tags without a letter of text. */
function slowWord(): Uint8Array {
  const xml = `<w:body>${'<w:p><w:r><w:b/></w:r></w:p>'.repeat(1_000_000)}</w:body>`;
  return zipSync({ 'word/document.xml': strToU8(xml) });
}

/** Shared strings and a sheet, 40 MB of tags together, in some KB: no cell has a text. */
function slowWorkbook(): Uint8Array {
  return zipSync({
    'xl/sharedStrings.xml': strToU8(`<sst>${'<si><t></t></si>'.repeat(1_200_000)}</sst>`),
    'xl/worksheets/sheet1.xml': strToU8(
      `<worksheet>${'<row><c t="s"></c></row>'.repeat(800_000)}</worksheet>`,
    ),
  });
}

/** CPU that the calling thread takes while a document is inspected, in ms. */
async function cpuMsFor(source: Source, contentType: string, bytes: Uint8Array): Promise<number> {
  await using folder = await tempFolder();
  const path = folder.at(createHash('sha256').update(contentType).digest('hex'));
  await writeFile(path, bytes);
  const { inspect } = await source.load<typeof import('../../../main/sandbox/inspection.ts')>(INSPECTION);
  const { Extractor } =
    await source.load<typeof import('../../../main/sandbox/extractor.ts')>('main/sandbox/extractor.ts');
  const extractor = new Extractor(LIMIT_MS);
  const before = process.threadCpuUsage();
  try {
    await inspect(path, contentType, { extractor, now: Date.now });
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1000;
  } finally {
    await extractor.close();
  }
}

const IN_THREAD = [
  {
    file: INSPECTION,
    from: 'await extractor.extract({ path, contentType, textPath: textPathOf(path) })',
    to: 'await extract(path, contentType, textPathOf(path))',
  },
  {
    file: INSPECTION,
    from: "import type { Extractor } from './extractor.ts';",
    to: "import type { Extractor } from './extractor.ts';\nimport { extract } from './extraction/extract.ts';",
  },
] as const;

describe('a hostile document in the sandbox', () => {
  sourceExploit('has all of Hoist stand still, by a PDF', {
    guards: IN_THREAD,
    attempt: async (source) => (await cpuMsFor(source, 'application/pdf', slowPdf())) > LONG_MS,
  });

  sourceExploit('has all of Hoist stand still, by a Word document', {
    guards: IN_THREAD,
    attempt: async (source) => {
      const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
      return (await cpuMsFor(source, word, slowWord())) > LONG_MS;
    },
  });

  sourceExploit('has all of Hoist stand still, by a workbook', {
    guards: IN_THREAD,
    attempt: async (source) => {
      const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
      return (await cpuMsFor(source, workbook, slowWorkbook())) > LONG_MS;
    },
  });
});
