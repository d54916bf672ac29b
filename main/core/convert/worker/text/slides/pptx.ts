import type { TextExtractor } from '../../source.ts';
import { textOfDrawing } from '../drawing/related-drawing.ts';
import { mainPartOf, type Relationship, relationshipsOf } from '../relationships.ts';
import { readXml } from '../xml.ts';
import { withParts, type ZipParts } from '../zip-parts.ts';
import { authorsOf, commentsOf } from './comments.ts';
import { readSlide } from './slide.ts';

/**
 * A presentation (PresentationML): slide by slide, each with its number, its title first, and its notes and comments last. The
 * words are the same in each language, so that a file becomes the same text on each computer.
 */
export const pptxText: TextExtractor = ({ path }) => withParts(path, textOf);

async function* textOf(parts: ZipParts): AsyncGenerator<string> {
  const main = await mainPartOf(parts, 'ppt/presentation.xml');
  const related = await relationshipsOf(parts, main);
  const authors = await authorsOf(parts, related);
  const footers = new Set<string>();
  for (const [index, slide] of (await slidesOf(parts, main, related)).entries()) {
    yield `${index === 0 ? '' : '\n'}Slide ${index + 1}\n`;
    yield* textOfSlide(parts, slide, footers);
    for (const { type, target } of await relationshipsOf(parts, slide)) {
      if (type === 'notesSlide') yield* notesOf(parts, target);
      if (type === 'comments') yield* commentsOf(parts, target, authors);
    }
  }
}

/** @returns the names of the slides' parts, in their order */
async function slidesOf(
  parts: ZipParts,
  main: string,
  related: readonly Relationship[],
): Promise<readonly string[]> {
  const targets = new Map(related.map(({ id, target }) => [id, target]));
  const slides: string[] = [];
  await readXml(parts.read(main), {
    open: (name, { 'r:id': id }) => {
      const target = name === 'sldId' && id !== undefined ? targets.get(id) : undefined;
      if (target !== undefined && parts.has(target)) slides.push(target);
    },
  });
  return slides;
}

/** @param footers those that stood on an earlier slide, and are not repeated */
async function* textOfSlide(parts: ZipParts, slide: string, footers: Set<string>): AsyncGenerator<string> {
  const { title, items, footer } = await readSlide(parts, slide);
  const related = await relationshipsOf(parts, slide);
  if (title !== '') yield `${title}\n`;
  for (const item of items) {
    const found = related.find(({ id }) => typeof item !== 'string' && id === item.relationship);
    const text = typeof item === 'string' ? item : found && (await textOfDrawing(parts, found));
    if (text !== undefined && text !== '') yield `${text}\n`;
  }
  for (const text of footer) {
    if (!footers.has(text)) yield `${text}\n`;
    footers.add(text);
  }
}

async function* notesOf(parts: ZipParts, name: string): AsyncGenerator<string> {
  const { title, items } = await readSlide(parts, name);
  const notes = [title, ...items].filter((item) => typeof item === 'string' && item !== '').join('\n');
  if (notes !== '') yield `Notes: ${notes}\n`;
}
