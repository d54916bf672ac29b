import { createReadStream } from 'node:fs';
import { Unzip, type UnzipFile, UnzipInflate } from 'fflate/browser';
import type { TextSink } from './text-sink.ts';
import { type XmlEvents, XmlReader } from './xml.ts';

/** Deflate expands at most 1,032 times, so 16 KiB at a time keep each inflated piece under 17 MiB. */
const readAtOnceBytes = 16 * 1024;
/** Reading stops here, because fflate keeps the packed bytes of the parts that it skips, such as pictures. */
const archiveLimitBytes = 32 * 1024 * 1024;
/** How much text of the shared strings stays in memory while the cells are read, in characters. */
const sharedTextLimit = 2_000_000;
const sharedStringsLimit = 200_000;
/** Excel's own limit, in characters. */
const longestCell = 32_767;

/** Reads the paragraphs of a Word document's body, one per line. */
export async function docxText(path: string, sink: TextSink): Promise<void> {
  let inText = false;
  let inRun = false;
  const events: XmlEvents = {
    open: (name) => {
      if (name === 't') inText = true;
      else if (name === 'r') inRun = true;
    },
    close: (name) => {
      if (name === 't') inText = false;
      else if (name === 'r') inRun = false;
      // Outside a run this element defines a tab stop.
      else if (name === 'tab' && inRun) sink.add('\t');
      else if (name === 'br' || name === 'p') sink.add('\n');
    },
    text: (text) => {
      if (inText) sink.add(text);
    },
  };
  await readParts(
    path,
    (name) => (name === 'word/document.xml' ? events : undefined),
    () => sink.full,
  );
}

/**
 * Reads the cells of a workbook's sheets in the order of the archive, with tabs between cells and a line per row. It takes two
 * passes, because the shared strings usually come after the cells that point to them.
 */
export async function xlsxText(path: string, sink: TextSink): Promise<void> {
  const shared = await sharedStrings(path);
  let cellType = '';
  let value: string | undefined;
  let isFirstInRow = true;
  const events: XmlEvents = {
    open: (name, attributes) => {
      if (name === 'row') isFirstInRow = true;
      else if (name === 'c') cellType = attributes['t'] ?? '';
      else if (name === 'v' || name === 't') value = '';
    },
    text: (text) => {
      if (value !== undefined && value.length < longestCell) value += text;
    },
    close: (name) => {
      if ((name === 'v' || name === 't') && value !== undefined) {
        if (!isFirstInRow) sink.add('\t');
        sink.add(cellType === 's' ? (shared[Number(value)] ?? '') : value);
        isFirstInRow = false;
        value = undefined;
      } else if (name === 'row') sink.add('\n');
    },
  };
  const isSheet = (name: string) => /^xl\/worksheets\/[^/]+\.xml$/.test(name);
  await readParts(
    path,
    (name) => (isSheet(name) ? events : undefined),
    () => sink.full,
  );
}

async function sharedStrings(path: string): Promise<readonly string[]> {
  const strings: string[] = [];
  let length = 0;
  let current: string | undefined;
  let inText = false;
  const events: XmlEvents = {
    open: (name) => {
      if (name === 'si') current = '';
      else if (name === 't') inText = true;
      // Phonetic readings above the characters are not part of the cell's text.
      else if (name === 'rPh') current = undefined;
    },
    text: (text) => {
      if (!inText || current === undefined) return;
      current += text;
      length += text.length;
    },
    close: (name) => {
      if (name === 't') inText = false;
      else if (name === 'si') strings.push(current ?? '');
    },
  };
  await readParts(
    path,
    (name) => (name === 'xl/sharedStrings.xml' ? events : undefined),
    () => length > sharedTextLimit || strings.length > sharedStringsLimit,
  );
  return strings;
}

/**
 * Reads the parts for which `eventsOf` has events. A broken archive ends the reading.
 * @throws if the disk fails
 */
async function readParts(
  path: string,
  eventsOf: (name: string) => XmlEvents | undefined,
  isEnough: () => boolean,
): Promise<void> {
  let broken = false;
  const unzip = new Unzip((part) => {
    const events = eventsOf(part.name);
    if (events !== undefined) readPart(part, events, () => (broken = true));
  });
  unzip.register(UnzipInflate);
  for await (const chunk of createReadStream(path, {
    highWaterMark: readAtOnceBytes,
    end: archiveLimitBytes - 1,
  })) {
    try {
      unzip.push(chunk);
    } catch {
      // The bytes are no archive, or hold no XML: a document without (more) text.
      broken = true;
    }
    if (broken || isEnough()) return;
  }
}

function readPart(part: UnzipFile, events: XmlEvents, onBroken: () => void): void {
  const decoder = new TextDecoder();
  const reader = new XmlReader(events);
  part.ondata = (error, data, final) => {
    if (error !== null) onBroken();
    else reader.feed(decoder.decode(data, { stream: !final }));
  };
  part.start();
}
