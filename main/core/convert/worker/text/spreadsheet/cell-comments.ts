import { readXml } from '../xml.ts';
import type { ZipParts } from '../zip-parts.ts';

/**
 * @param persons authors by their ids; older comments list theirs themselves
 * @returns the comments on a sheet's cells, such as `[C5 Anna Berg] Is that so?`
 */
export async function cellComments(
  parts: ZipParts,
  name: string,
  persons: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const comments: string[] = [];
  const authors: string[] = [];
  let where = '';
  let comment: string | null = null;
  let text: string | null = null;
  await readXml(parts.read(name), {
    unseen: new Set(['rPh']),
    open: (element, { ref = '', authorId = '', personId = '' }) => {
      if (element === 'comment' || element === 'threadedComment') {
        const author = persons.get(personId) ?? authors[Number(authorId)] ?? '';
        where = `${ref} ${author}`.trim();
        comment = '';
      } else if (element === 'author' || element === 't') text = '';
      else if (element === 'text' && comment !== null) text = '';
    },
    close: (element) => {
      if (element === 'author') authors.push(text ?? '');
      else if ((element === 't' || element === 'text') && comment !== null) comment += text ?? '';
      else if ((element === 'comment' || element === 'threadedComment') && comment !== null) {
        const shown = comment.replaceAll(/\s+/g, ' ').trim();
        if (shown !== '') comments.push(`[${where}] ${shown}`);
        comment = null;
      }
      if (element !== 'r' && element !== 'rPr') text = null;
    },
    text: (piece) => {
      if (text !== null) text += piece;
    },
  });
  return comments;
}
