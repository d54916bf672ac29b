import { DrawingText } from '../drawing/drawing-text.ts';
import type { Relationship } from '../relationships.ts';
import { readXml } from '../xml.ts';
import type { ZipParts } from '../zip-parts.ts';

/** @returns the names of those who commented, by their ids */
export async function authorsOf(
  parts: ZipParts,
  related: readonly Relationship[],
): Promise<ReadonlyMap<string, string>> {
  const authors = new Map<string, string>();
  for (const { type, target } of related) {
    if (type !== 'commentAuthors' && type !== 'authors') continue;
    await readXml(parts.read(target), {
      open: (_, { id, name }) => {
        if (id !== undefined && name !== undefined) authors.set(id, name);
      },
    });
  }
  return authors;
}

/** Yields the comments on a slide: a text in older presentations, paragraphs in newer ones. */
export async function* commentsOf(
  parts: ZipParts,
  name: string,
  authors: ReadonlyMap<string, string>,
): AsyncGenerator<string> {
  const comments: string[] = [];
  /** Replies stand in the comment that they belong to, before its text. */
  const open: { readonly author: string | undefined; readonly at: number }[] = [];
  const drawing = new DrawingText(() => {});
  let isText = false;
  const end = () => {
    const text = drawing.closeAside();
    const { author, at = 0 } = open.pop() ?? {};
    if (text !== '') comments.splice(at, 0, author === undefined ? text : `[${author}] ${text}`);
  };
  await readXml(parts.read(name), {
    open: (element, attributes) => {
      if (element === 'cm' || element === 'reply') {
        open.push({ author: authors.get(attributes['authorId'] ?? ''), at: comments.length });
        drawing.openAside();
      } else if (element === 'text') isText = true;
      else drawing.open(element, attributes);
    },
    close: (element) => {
      if (element === 'cm' || element === 'reply') end();
      else if (element === 'text') isText = false;
      else drawing.close(element);
    },
    text: (text) => {
      if (isText) drawing.write(text);
      else drawing.text(text);
    },
  });
  for (const comment of comments) yield `${comment}\n`;
}
