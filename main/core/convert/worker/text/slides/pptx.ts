import type { TextExtractor } from '../../source.ts';
import { textOfDrawing } from '../drawing/related-drawing.ts';
import { mainPartOf, type Relationship, relationshipsOf } from '../relationships.ts';
import { sections } from '../sections.ts';
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
  const slides = (await slidesOf(parts, main, related)).map((part, index) => ({
    name: `Slide ${index + 1}`,
    part,
  }));
  yield* sections(slides, ({ part }) => textOfSlide(parts, part, footers, authors));
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
async function* textOfSlide(
  parts: ZipParts,
  slide: string,
  footers: Set<string>,
  authors: ReadonlyMap<string, string>,
): AsyncGenerator<string> {
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
  for (const { type, target } of related) {
    if (type === 'notesSlide') yield* notesOf(parts, target);
    if (type === 'comments') yield* commentsOf(parts, target, authors);
  }
}

async function* notesOf(parts: ZipParts, name: string): AsyncGenerator<string> {
  const { title, items } = await readSlide(parts, name);
  const notes = [title, ...items].filter((item) => typeof item === 'string' && item !== '').join('\n');
  if (notes !== '') yield `Notes: ${notes}\n`;
}
