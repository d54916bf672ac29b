import iconv from 'iconv-lite';
import { positionsIn, tableAt, type WordFile } from './word-file.ts';

/** Where the description leads to the pieces of the text (MS-DOC, 2.9.38). */
const PIECES_AT = 0x1a2;
const PIECE_BYTES = 8;
/** Marks changes before the pieces, and the pieces themselves. */
const [CHANGES, PIECES] = [1, 2];
const IS_ONE_BYTE = 0x4000_0000;
const WINDOWS_1252 = Array.from(
  iconv.decode(Buffer.from(Array.from({ length: 256 }, (_, code) => code)), 'windows-1252'),
  (character) => character.charCodeAt(0),
);

/** Text that lies in one place, in order. Word adds pieces when it saves what a person changed. */
export interface Piece {
  /** The number of its first character in the document, and of the one behind its last. */
  readonly start: number;
  readonly end: number;
  /** Of its first character in the main stream, in bytes. */
  readonly position: number;
  readonly characterBytes: 1 | 2;
}

export function piecesOf(file: WordFile): readonly Piece[] {
  const all = tableAt(file, PIECES_AT);
  let at = 0;
  while (all[at] === CHANGES) at += 3 + all.readUInt16LE(at + 1);
  if (all[at] !== PIECES) throw new Error('there are no pieces');
  const table = all.subarray(at + 5, at + 5 + all.readUInt32LE(at + 1));
  const starts = positionsIn(table, PIECE_BYTES);
  const pieces = starts.slice(0, -1).map((start, index): Piece => {
    const place = table.readUInt32LE(starts.length * 4 + index * PIECE_BYTES + 2);
    const end = starts[index + 1] ?? start;
    if ((place & IS_ONE_BYTE) === 0) return { start, end, position: place, characterBytes: 2 };
    return { start, end, position: (place & ~IS_ONE_BYTE) / 2, characterBytes: 1 };
  });
  // Each character has a byte of its own, so there are no more of them.
  if ((starts.at(-1) ?? 0) > file.main.length) throw new Error('there is more text than the file has bytes');
  return pieces;
}

/**
 * Calls `take` for each character from number `start` up to `end`.
 * @throws where the file ends before it
 */
export function eachCharacter(
  { main }: WordFile,
  pieces: readonly Piece[],
  [start, end]: readonly [start: number, end: number],
  take: (code: number, position: number, number: number) => void,
): void {
  for (const piece of pieces) {
    const last = Math.min(end, piece.end);
    for (let number = Math.max(start, piece.start); number < last; number += 1) {
      const position = piece.position + (number - piece.start) * piece.characterBytes;
      if (piece.characterBytes === 2) take(main.readUInt16LE(position), position, number);
      else take(WINDOWS_1252[main.readUInt8(position)] ?? 0, position, number);
    }
  }
}
