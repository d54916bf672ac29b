import type { Relationship } from '../relationships.ts';
import { joined, textOfXml } from '../xml.ts';
import type { ZipParts } from '../zip-parts.ts';
import { chartText } from './chart.ts';
import { drawingEvents } from './drawing-text.ts';

/** @returns the text of a chart or diagram; empty for other parts, such as a picture */
export async function textOfDrawing(parts: ZipParts, { type, target }: Relationship): Promise<string> {
  if (type === 'chart') return chartText(parts, target);
  if (type !== 'diagramData') return '';
  return (await joined(textOfXml(parts.read(target), drawingEvents))).trim();
}
