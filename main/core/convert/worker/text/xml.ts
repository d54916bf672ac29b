import { SaxesParser } from 'saxes';
import { ConversionError } from '../../conversion.ts';

/** Elements in elements: a document has a few dozen, and each takes memory until it ends. */
const MAX_DEPTH = 2000;
/** The longest text between two tags, in UTF-16 units. */
const MAX_TEXT = 64 * 1024 * 1024;
/** The namespace of relationships, in transitional and strict documents (ECMA-376, part 1, annex A). */
const RELATIONSHIPS = /\/officeDocument\/(?:2006\/)?relationships$/;

export interface XmlEvents {
  /** Elements that are passed over with all that they contain, by their names with or without the usual prefix. */
  readonly unseen?: ReadonlySet<string>;
  /** @param name without its prefix */
  readonly open?: (name: string, attributes: XmlAttributes) => void;
  /** Called for `<a/>` as well. */
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

/** By their names without prefixes; those of relationships have `r:`, since an `id` beside `r:id` means something else. */
export type XmlAttributes = Readonly<Record<string, string>>;

/**
 * Reads XML piece by piece. The parser knows the five entities of XML only: those of a DTD could expand or fetch.
 * @param makeEvents gets what takes the text
 * @returns what was given to that, piece by piece
 * @throws {ConversionError} where it is not well-formed
 */
export async function* textOfXml(
  chunks: AsyncIterable<Buffer>,
  makeEvents: (emit: (text: string) => void) => XmlEvents,
): AsyncGenerator<string> {
  const pieces: string[] = [];
  const reader = xmlReader(makeEvents((text) => pieces.push(text)));
  for await (const chunk of chunks) {
    reader.write(chunk);
    if (pieces.length > 0) yield pieces.splice(0).join('');
  }
  reader.end();
  if (pieces.length > 0) yield pieces.splice(0).join('');
}

/** @returns all pieces of a text as one */
export async function joined(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

/** As {@link textOfXml}, for what is not text. */
export async function readXml(chunks: AsyncIterable<Buffer>, events: XmlEvents): Promise<void> {
  const reader = xmlReader(events);
  for await (const chunk of chunks) reader.write(chunk);
  reader.end();
}

function xmlReader(events: XmlEvents): { write(chunk: Buffer): void; end(): void } {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const { unseen } = events;
  const localAttributes = new LocalAttributes();
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  let depth = 0;
  /** The depth of the unseen element that is open; 0 without one. */
  let unseenDepth = 0;
  let untagged = 0;
  parser.on('error', (cause) => {
    throw new ConversionError({ code: 'document_damaged' }, { cause });
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    untagged = 0;
    if (depth > MAX_DEPTH) throw new ConversionError({ code: 'conversion_too_costly' });
    if (unseenDepth > 0) return;
    const local = localName(name);
    if (unseen?.has(local) || unseen?.has(name)) unseenDepth = depth;
    else events.open?.(local, localAttributes.of(attributes));
  });
  parser.on('closetag', ({ name }) => {
    untagged = 0;
    if (unseenDepth === 0) events.close?.(localName(name));
    else if (unseenDepth === depth) unseenDepth = 0;
    depth -= 1;
  });
  for (const kind of ['text', 'cdata'] as const) {
    parser.on(kind, (text) => {
      if (unseenDepth === 0) events.text?.(text);
    });
  }
  const feed = (text: string) => {
    untagged += text.length;
    if (untagged > MAX_TEXT) throw new ConversionError({ code: 'conversion_too_costly' });
    parser.write(text);
  };
  return {
    write: (chunk) => {
      decoder ??= new TextDecoder(encodingOf(chunk));
      feed(decoder.decode(chunk, { stream: true }));
    },
    end: () => {
      if (decoder === null) return;
      feed(decoder.decode());
      parser.close();
    },
  };
}

/** Office writes UTF-8; the standard allows UTF-16 as well. */
function encodingOf([first, second]: Buffer): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Gives attributes their names without prefixes, see {@link XmlAttributes}. */
class LocalAttributes {
  /** Of relationships. A document may choose another one. */
  #prefix = 'r';

  of(attributes: XmlAttributes): XmlAttributes {
    const local: Record<string, string> = {};
    for (const name in attributes) {
      const value = attributes[name] ?? '';
      const colon = name.indexOf(':');
      const prefix = colon < 0 ? '' : name.slice(0, colon);
      if (prefix === 'xmlns' && RELATIONSHIPS.test(value)) this.#prefix = name.slice(colon + 1);
      local[`${prefix === this.#prefix ? 'r:' : ''}${name.slice(colon + 1)}`] = value;
    }
    return local;
  }
}
