import { createReadStream } from 'node:fs';
import { Unzip, type UnzipFile, UnzipInflate } from 'fflate/browser';
import type { TextSink } from './text-sink.ts';
import { type XmlEvents, XmlReader } from './xml.ts';

/** Deflate unfolds at most 1,032 times: 16 KiB at once keep the inflated piece under 17 MiB, whatever the archive. */
const readAtOnceBytes = 16 * 1024;
/** Where reading an archive ends: fflate keeps the packed bytes of the parts it passes by, such as pictures. */
const archiveLimitBytes = 32 * 1024 * 1024;
/** Text of the shared strings kept while the cells are read, in characters. */
const sharedTextLimit = 2_000_000;
const sharedStringsLimit = 200_000;
/** Excel's own limit, in characters. */
const longestCell = 32_767;

/** Paragraphs of a Word document's body, one a line. */
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
      // Outside a run the same element defines a tab stop.
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
 * Cells of a workbook's sheets, in the order of the archive: tabs between the cells, a line a row. Two passes, since
 * the shared strings that cells point to usually come after them.
 */
export async function xlsxText(path: string, sink: TextSink): Promise<void> {
  const shared = await sharedStrings(path);
  let cellType = '';
  let value: string | undefined;
  let isFirstInRow = true;
  const events: XmlEvents = {
    open: (name, attributes) => {
      if (name === 'row') isFirstInRow = true;
      else if (name === 'c') cellType = /\st=["'](\w+)["']/.exec(attributes)?.[1] ?? '';
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
      // Readings printed above the characters are no part of the cell's text.
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

/** Gives the parts that `eventsOf` wants to their events. A broken archive ends the reading; a broken disk throws. */
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
      // Bytes that are no archive, or an archive that is no XML inside: a document without (more) text.
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
