/** A construct longer than this, in characters, counts as garbage. */
const longestConstruct = 1_000_000;
const longestEntity = 12;

export interface XmlEvents {
  /**
   * @param name without its prefix
   * @param attributes the raw text between the name and the bracket
   */
  readonly open?: (name: string, attributes: string) => void;
  /** Called for `<a/>` as well. */
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

export class MalformedXmlError extends Error {}

/**
 * Reads XML piece by piece: elements, text, CDATA and the standard entities, which is enough for Office documents. It reads no
 * DTD entities, which could expand or fetch. It holds at most one unfinished tag, comment or CDATA section.
 */
export class XmlReader {
  readonly #events: XmlEvents;
  #pending = '';

  constructor(events: XmlEvents) {
    this.#events = events;
  }

  /** @throws {MalformedXmlError} if a construct does not end within a million characters */
  feed(piece: string): void {
    const xml = this.#pending + piece;
    let position = 0;
    while (position < xml.length) {
      const next = this.#construct(xml, position);
      if (next === undefined) break;
      position = next;
    }
    this.#pending = xml.slice(position);
    if (this.#pending.length > longestConstruct)
      throw new MalformedXmlError('A construct of the XML does not end.');
  }

  /** @returns the end of the construct at `start`; undefined until its end has arrived */
  #construct(xml: string, start: number): number | undefined {
    if (xml[start] !== '<') {
      const bracket = xml.indexOf('<', start);
      const end = bracket === -1 ? wholeEntitiesEnd(xml, start) : bracket;
      if (end === start) return undefined;
      this.#events.text?.(unescapeXml(xml.slice(start, end)));
      return end;
    }
    if (xml.startsWith('<!--', start)) return endOf(xml, '-->', start + 4);
    if (xml.startsWith('<![CDATA[', start)) {
      const end = endOf(xml, ']]>', start + 9);
      if (end !== undefined) this.#events.text?.(xml.slice(start + 9, end - 3));
      return end;
    }
    const end = endOf(xml, '>', start + 1);
    if (end === undefined) return undefined;
    this.#tag(xml.slice(start + 1, end - 1));
    return end;
  }

  #tag(tag: string): void {
    if (tag.startsWith('/')) {
      this.#events.close?.(localName(tag.slice(1).trim()));
      return;
    }
    const selfClosing = tag.endsWith('/');
    const name = /^[^\s/]+/.exec(tag)?.[0] ?? '';
    if (name === '' || name.startsWith('?') || name.startsWith('!')) return;
    this.#events.open?.(localName(name), tag.slice(name.length, selfClosing ? -1 : undefined));
    if (selfClosing) this.#events.close?.(localName(name));
  }
}

function endOf(xml: string, terminator: string, from: number): number | undefined {
  const at = xml.indexOf(terminator, from);
  return at === -1 ? undefined : at + terminator.length;
}

/** @returns where unfinished text can be cut without cutting an entity */
function wholeEntitiesEnd(xml: string, start: number): number {
  const ampersand = xml.lastIndexOf('&');
  const isOpen =
    ampersand >= start && xml.length - ampersand < longestEntity && !xml.includes(';', ampersand);
  return isOpen ? ampersand : xml.length;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
