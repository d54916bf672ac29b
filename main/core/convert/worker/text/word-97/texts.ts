import { type NoteKind, NoteMarks } from '../numbers/note-marks.ts';
import { eachCharacter, piecesOf } from './pieces.ts';
import { characterLooks, paragraphLooks } from './properties.ts';
import { StoryText } from './story-text.ts';
import { positionsIn, tableAt, type WordFile } from './word-file.ts';

/** Where the description has how many characters each of these has; they follow each other in the text (MS-DOC, 2.5.4). */
const LENGTHS_AT = {
  body: 0x4c,
  footnotes: 0x50,
  headers: 0x54,
  macros: 0x58,
  comments: 0x5c,
  endnotes: 0x60,
  boxes: 0x64,
  headerBoxes: 0x68,
} as const;
type Story = keyof typeof LENGTHS_AT;

/** Where the description leads to the references to footnotes and to endnotes, and to the headers (MS-DOC, 2.5.6). */
const FOOTNOTE_REFERENCES_AT = 0xaa;
const ENDNOTE_REFERENCES_AT = 0x20a;
const HEADERS_AT = 0xf2;
/** The lines between text and notes come before the headers of the first section (MS-DOC, 2.8.22). */
const SEPARATORS = 6;

/** @returns the texts of a document: body, boxes, notes, comments, headers and footers, each once; some may be empty */
export function textsOf(file: WordFile): string[] {
  const pieces = piecesOf(file);
  const characters = characterLooks(file);
  const paragraphs = paragraphLooks(file);
  const ranges = rangesOf(file);
  const marks = new NoteMarks();
  const endnotes = new Set(positionsIn(tableAt(file, ENDNOTE_REFERENCES_AT), 2));
  const footnotes = new Set(positionsIn(tableAt(file, FOOTNOTE_REFERENCES_AT), 2));
  const counts = { footnote: 0, endnote: 0 };

  const read = (range: readonly [number, number], markOf: (number: number) => string): string => {
    const story = new StoryText(characters, paragraphs, markOf);
    eachCharacter(file, pieces, range, (code, position, number) => story.add(code, position, number));
    return story.end();
  };
  const reference = (number: number): string => {
    const kind = footnotes.has(number) ? 'footnote' : endnotes.has(number) ? 'endnote' : null;
    if (kind === null) return '';
    counts[kind] += 1;
    return marks.refer(kind, String(counts[kind]));
  };
  const notes = (kind: NoteKind, range: readonly [number, number]): string => {
    let count = 0;
    return read(range, () => {
      count += 1;
      return marks.markOf(kind, String(count)) ?? '';
    });
  };
  const none = () => '';
  return [
    read(ranges.body, reference),
    read(ranges.boxes, none),
    notes('footnote', ranges.footnotes),
    notes('endnote', ranges.endnotes),
    read(ranges.comments, none),
    ...headersIn(file, ranges.headers).map((range) => read(range, none)),
    read(ranges.headerBoxes, none),
  ];
}

function rangesOf({ main }: WordFile): Readonly<Record<Story, readonly [start: number, end: number]>> {
  let start = 0;
  const entries = Object.entries(LENGTHS_AT).map(([story, at]) => {
    const range = [start, start + main.readUInt32LE(at)] as const;
    start = range[1];
    return [story, range];
  });
  return Object.fromEntries(entries);
}

function headersIn(file: WordFile, [start, end]: readonly [number, number]): (readonly [number, number])[] {
  const starts = positionsIn(tableAt(file, HEADERS_AT), 0).map((position) => Math.min(end, start + position));
  return starts.slice(SEPARATORS, -1).map((from, index) => [from, starts[SEPARATORS + index + 1] ?? from]);
}
