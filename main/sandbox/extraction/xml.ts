import { SaxesParser } from 'saxes';
import { longestText } from './text-sink.ts';

export interface XmlEvents {
  /** @param name without its prefix */
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  /** Called for `<a/>` as well. */
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

export class MalformedXmlError extends Error {}

/**
 * Reads XML piece by piece. The parser knows the standard entities only: those of a DTD could expand or fetch. It holds what
 * stands since the last tag, at most `longestText` characters of it and one piece.
 */
export class XmlReader {
  readonly #parser = new SaxesParser({ xmlns: false, position: false });
  /** Characters since the last tag, counted in whole pieces. */
  #untagged = 0;
  #isCut = false;

  constructor(events: XmlEvents) {
    this.#parser.on('error', ({ message }) => {
      if (!this.#isCut) throw new MalformedXmlError(message);
    });
    this.#parser.on('opentag', ({ name, attributes }) => {
      this.#untagged = 0;
      events.open?.(localName(name), attributes);
    });
    this.#parser.on('closetag', ({ name }) => {
      this.#untagged = 0;
      events.close?.(localName(name));
    });
    for (const kind of ['text', 'cdata'] as const) this.#parser.on(kind, (text) => events.text?.(text));
  }

  /** @throws {MalformedXmlError} if it is not well-formed, or has no tag for more characters than a text may have */
  feed(piece: string): void {
    this.#untagged += piece.length;
    this.#parser.write(piece);
    if (this.#untagged <= longestText) return;
    this.#isCut = true;
    // The parser hands over the text that it has.
    this.#parser.close();
    throw new MalformedXmlError('The XML has no tag for too long.');
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
