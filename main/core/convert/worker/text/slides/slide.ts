import { DrawingText } from '../drawing/drawing-text.ts';
import { readXml } from '../xml.ts';
import type { ZipParts } from '../zip-parts.ts';

const TITLES = new Set(['title', 'ctrTitle']);
/** Placeholders whose text the slides repeat, such as the name of the company. */
const FOOTERS = new Set(['ftr', 'dt', 'hdr']);
/** Placeholders for what is no text of the slide: its number, and its picture on the page of notes. */
const UNSEEN_PLACEHOLDERS = new Set(['sldNum', 'sldImg']);

/** What a shape contains: a text, or a chart or diagram in a part of its own. */
type SlideItem = string | { readonly relationship: string };

export interface Slide {
  readonly title: string;
  /** In the order of the shapes. */
  readonly items: readonly SlideItem[];
  readonly footer: readonly string[];
}

/** @param name of the part of a slide, or of a page of notes */
export async function readSlide(parts: ZipParts, name: string): Promise<Slide> {
  let title = '';
  const items: SlideItem[] = [];
  const footer: string[] = [];
  // There is no text outside of shapes.
  const drawing = new DrawingText(() => {});
  let placeholder: string | null = null;
  const endShape = (text: string) => {
    if (text === '' || (placeholder !== null && UNSEEN_PLACEHOLDERS.has(placeholder))) return;
    if (placeholder !== null && FOOTERS.has(placeholder)) footer.push(text);
    else if (placeholder !== null && TITLES.has(placeholder)) title += `${title === '' ? '' : '\n'}${text}`;
    else items.push(text);
  };
  await readXml(parts.read(name), {
    unseen: new Set(['Fallback']),
    open: (element, attributes) => {
      if (element === 'sp' || element === 'graphicFrame') {
        drawing.openAside();
        placeholder = null;
      } else if (element === 'ph') placeholder = attributes['type'] ?? null;
      else if (element === 'chart') items.push({ relationship: attributes['r:id'] ?? '' });
      else if (element === 'relIds') items.push({ relationship: attributes['r:dm'] ?? '' });
      else drawing.open(element, attributes);
    },
    close: (element) => {
      if (element === 'sp' || element === 'graphicFrame') endShape(drawing.closeAside());
      else drawing.close(element);
    },
    text: (text) => drawing.text(text),
  });
  return { title, items, footer };
}
