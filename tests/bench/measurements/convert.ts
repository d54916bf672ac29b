import { randomBytes } from 'node:crypto';
import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { zipSync } from 'fflate';
import { Child } from '../harness/child.ts';
import { atMost, type Finding, measured } from '../harness/finding.ts';
import { ratios } from '../harness/statistics.ts';
import type { Measurement, Workbench } from '../harness/workbench.ts';
import type { ConversionCost } from '../peers/convert-process.ts';

const MIB = 1024 * 1024;
const LIMIT_BYTES = 10 * MIB;
const PROCESS = join(import.meta.dirname, '../peers/convert-process.ts');

/** What it takes to make what the server takes of large tables, scans and slides. */
export const convert: Measurement = {
  name: 'convert',
  title: 'Files that the server does not take',
  limitMs: 10 * 60_000,
  run: async (bench) => [...(await table(bench)), ...(await scan(bench)), ...(await slides(bench))],
};

async function table(bench: Workbench): Promise<Finding[]> {
  const sizeMib = bench.pick(1024, 128);
  const folder = await bench.folder();
  const path = join(folder, 'table.csv');
  const rows = Array.from(
    { length: 20_000 },
    (_, n) => `${n},"name ""${n}""",some words of text,${n * 3.7}\n`,
  );
  const block = Buffer.from(rows.join(''));
  await using file = await open(path, 'wx');
  await file.write('id,name,text,amount\n');
  for (let written = 0; written < sizeMib * MIB; written += block.length) await file.write(block);
  await file.datasync();
  const costs: ConversionCost[] = [];
  const peers: number[] = [];
  for (let run = 0; run < bench.pick(5, 3); run += 1) {
    peers.push(await splitWallMs(bench, path));
    costs.push(await conversion(bench, { path, name: 'table.csv', way: 'parts' }));
  }
  const walls = costs.map(({ wallMs }) => wallMs);
  return [
    measured(`${sizeMib} MiB of CSV into parts ÷ split -C`, '×', ratios(walls, peers), { target: atMost(2) }),
    measured(
      'memory for it',
      'MB',
      costs.map(({ memoryMib }) => memoryMib),
      {
        target: atMost(16),
        note: 'of the whole process, the thread that divides included; a thread that does nothing takes 18 MB',
      },
    ),
  ];
}

async function splitWallMs(bench: Workbench, path: string): Promise<number> {
  const folder = await bench.folder();
  const child = bench.own(new Child('split', ['-C', String(LIMIT_BYTES), path, join(folder, 'part-')]));
  const { wallMs, exitCode } = await child.ended();
  if (exitCode !== 0) throw new Error('split failed');
  await rm(folder, { recursive: true });
  return wallMs;
}

async function scan(bench: Workbench): Promise<Finding[]> {
  const folder = await bench.folder();
  const path = join(folder, 'scan.pdf');
  const document = await PDFDocument.create();
  for (let page = 0; page < 200; page += 1) {
    const added = document.addPage();
    const picture = document.context.stream(randomBytes(300 * 1024), { Type: 'XObject', Subtype: 'Form' });
    added.node.newXObject('Fm', document.context.register(picture));
  }
  await writeFile(path, await document.save());
  const costs: ConversionCost[] = [];
  for (let run = 0; run < bench.pick(5, 3); run += 1)
    costs.push(await conversion(bench, { path, name: 'scan.pdf', way: 'parts' }));
  return [
    measured(
      'PDF of 200 pages and 59 MiB into parts',
      's',
      costs.map(({ wallMs }) => wallMs / 1000),
      {
        target: atMost(6),
      },
    ),
    measured(
      'event loop meanwhile, p99',
      'ms',
      costs.map(({ loopP99Ms }) => loopP99Ms),
      { target: atMost(30) },
    ),
  ];
}

async function slides(bench: Workbench): Promise<Finding[]> {
  const folder = await bench.folder();
  const path = join(folder, 'slides.pptx');
  await writeFile(path, presentation(100));
  const costs: ConversionCost[] = [];
  for (let run = 0; run < bench.pick(5, 3); run += 1)
    costs.push(await conversion(bench, { path, name: 'slides.pptx', way: 'text' }));
  return [
    measured(
      'text of 100 slides',
      's',
      costs.map(({ wallMs }) => wallMs / 1000),
      {
        target: atMost(2),
        note: 'the start of the thread included',
      },
    ),
  ];
}

async function conversion(
  bench: Workbench,
  { path, name, way }: { readonly path: string; readonly name: string; readonly way: 'parts' | 'text' },
): Promise<ConversionCost> {
  const folder = join(await bench.folder(), 'out');
  await mkdir(folder);
  const args = [PROCESS, path, name, way, String(LIMIT_BYTES), folder];
  const child = bench.own(new Child(process.execPath, args));
  const { exitCode, stdout, stderr } = await child.ended();
  if (exitCode !== 0) throw new Error(stderr);
  await rm(folder, { recursive: true });
  return JSON.parse(stdout) as ConversionCost;
}

function presentation(slides: number): Uint8Array {
  const text = (words: string) => new TextEncoder().encode(words);
  const numbers = Array.from({ length: slides }, (_, index) => index + 1);
  const relationships = (all: readonly string[]) => text(`<Relationships>${all.join('')}</Relationships>`);
  const paragraph =
    '<a:p><a:r><a:t>What was said of the plans for the next year, in a few words.</a:t></a:r></a:p>';
  return zipSync({
    '_rels/.rels': relationships([
      '<Relationship Id="r" Type="x/officeDocument" Target="ppt/presentation.xml"/>',
    ]),
    'ppt/presentation.xml': text(
      `<p:presentation><p:sldIdLst>${numbers.map((n) => `<p:sldId id="${n}" r:id="r${n}"/>`).join('')}</p:sldIdLst></p:presentation>`,
    ),
    'ppt/_rels/presentation.xml.rels': relationships(
      numbers.map((n) => `<Relationship Id="r${n}" Type="x/slide" Target="slides/slide${n}.xml"/>`),
    ),
    ...Object.fromEntries(
      numbers.map((n) => [
        `ppt/slides/slide${n}.xml`,
        text(
          `<p:sld><p:cSld><p:spTree><p:sp><p:txBody>${paragraph.repeat(40)}</p:txBody></p:sp></p:spTree></p:cSld></p:sld>`,
        ),
      ]),
    ),
  });
}
